package espalier.check;

import espalier.graph.ObjectGraph;

/** All checks of a cluster's objects; each adds to the cluster's findings and none stops at its first. */
public final class Checks {
    private Checks() {}

    /** Runs every check. */
    public static void run(ObjectGraph graph) {
        NameChecks.check(graph);
        LabelChecks.check(graph);
        DataChecks.check(graph);
        ContainerChecks.check(graph);
        ResourceChecks.check(graph);
        CronSchedules.check(graph);
        NullValues.check(graph);
        ServiceChecks.check(graph);
        NamespaceReach.check(graph);
        MissingReferences.check(graph);
        MissingKeys.check(graph);
        PodChecks.check(graph);
        ScarceThings.check(graph);
        Images.check(graph);
        UnwritableText.check(graph);
    }
}
