package espalier.check;

import espalier.graph.ObjectGraph;
import java.util.List;

/**
 * All checks of a cluster's objects; each adds to the cluster's findings and none stops at its first.
 *
 * <p>A check of one kind asks for the objects of that kind, and a check of pods is given them: going through all objects is for
 * what is asked of all objects.
 */
public final class Checks {
    private Checks() {}

    /** Runs the checks of what objects say and name; {@code pods} are those of {@code graph}. */
    public static void runOnObjects(ObjectGraph graph, List<Pod> pods) {
        NameChecks.check(graph);
        LabelChecks.check(graph);
        LabelSlips.check(graph, pods);
        DataChecks.check(graph);
        ContainerChecks.check(pods);
        ResourceChecks.check(graph, pods);
        CronSchedules.check(graph);
        NullValues.check(graph);
        ServiceChecks.check(graph, pods);
        NamespaceReach.check(graph);
        UndefinedKinds.check(graph);
        MissingReferences.check(graph);
        MissingKeys.check(graph);
    }

    /** Runs all others, of how objects use each other and whose they are; {@code pods} are those of {@code graph}. */
    public static void runOnUses(ObjectGraph graph, List<Pod> pods) {
        PodChecks.check(pods);
        MountParts.check(graph, pods);
        MountedFiles.check(graph, pods);
        ListeningPorts.check(pods);
        BackendPorts.check(graph);
        NameSlips.check(graph, pods);
        ChartSources.check(graph);
        SealedSecrets.check(graph);
        SecretTemplates.check(graph);
        EncryptedFiles.check(graph);
        ScarceThings.check(graph);
        Owners.check(graph);
        Images.check(pods);
        PinnedVersions.check(graph, pods);
        UnwritableText.check(graph);
        Flows.check(graph.cluster());
    }
}
