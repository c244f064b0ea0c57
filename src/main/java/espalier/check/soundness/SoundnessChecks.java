package espalier.check.soundness;

import espalier.check.Pod;
import espalier.graph.ObjectGraph;
import java.util.List;

/** All checks of what single objects say. What cannot be known from the objects is not found fault with. */
public final class SoundnessChecks {
    private SoundnessChecks() {}

    /** Runs every check; {@code pods} are those of {@code graph}. */
    public static void run(ObjectGraph graph, List<Pod> pods) {
        for (Pod pod : pods) {
            Lifetimes.check(pod);
            Ports.check(pod);
            Probes.check(pod);
            SecurityContexts.check(pod);
            Volumes.check(pod);
            VariableValues.check(pod);
            NamelessSources.check(pod);
            SlowStarts.check(pod);
        }
        Volumes.check(graph);
        Topologies.check(graph, pods);
        CommandVariables.check(graph, pods);
        Selectors.check(graph, pods);
        Jobs.check(graph);
        ServicePorts.check(graph);
        IngressPaths.check(graph);
        DurationFields.check(graph);
        AddressFields.check(graph, pods);
        var scaling = new Scaling(graph);
        DisruptionBudgets.check(graph, pods, scaling);
        SharedClaims.check(graph, pods, scaling);
    }
}
