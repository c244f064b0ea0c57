package espalier.check.platform;

import espalier.graph.ObjectGraph;

/** All checks of a cluster's objects against what it runs on. What the cluster does not say is not checked. */
public final class PlatformChecks {
    private PlatformChecks() {}

    /** Runs every check. */
    public static void run(ObjectGraph graph) {
        GitSettings.check(graph.cluster());
        VersionChecks.check(graph);
    }
}
