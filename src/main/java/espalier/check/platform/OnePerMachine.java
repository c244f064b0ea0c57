package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.RollingUpdate;
import espalier.check.WholeNumber;
import espalier.check.selectors.Selector;
import espalier.platform.Machine;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.Collection;
import java.util.TreeSet;

/** Workloads of which a machine takes one pod only: there have to be machines for all, and one to spare for an update. */
final class OnePerMachine {
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private OnePerMachine() {}

    /** As {@link #check(KubernetesObject, long, Collection, String)}, where the pods keep each other away. */
    static void check(Pod pod, Placement placement) {
        Mapping affinity = pod.spec().mapping("affinity");
        Mapping apart = affinity == null ? null : affinity.mapping("podAntiAffinity");
        if (apart == null || pod.object().kind().equals("DaemonSet")) {
            return;
        }
        Value asked = REPLICAS.in(pod.object().body());
        Long replicas =
                asked == null ? Long.valueOf(1) : asked instanceof Leaf leaf ? WholeNumber.parse(leaf.text()) : null;
        for (Mapping term : Pods.mappings(apart.sequence("requiredDuringSchedulingIgnoredDuringExecution"))) {
            if (replicas != null && isOfItself(term, pod)) {
                Collection<Machine> machines = placement.machines(pod);
                String why = "each keeps the others away from its node";
                if (term.has("matchLabelKeys")) { // by which those of the next version are others
                    checkNumber(pod.object(), replicas, machines, why);
                } else {
                    check(pod.object(), replicas, machines, why);
                }
                return;
            }
        }
    }

    private static boolean isOfItself(Mapping term, Pod pod) {
        Mapping selector = term.mapping("labelSelector");
        Mapping metadata = pod.template().mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        return HOSTNAME.equals(term.text("topologyKey"))
                && !term.has("namespaces")
                && !term.has("namespaceSelector")
                && !term.has("mismatchLabelKeys")
                && selector != null
                && labels != null
                && Selector.of(selector).matches(labels);
    }

    /**
     * Refuses {@code replicas} pods on too few {@code machines}.
     *
     * @param machines those that can take such a pod; where there is none, that is told by itself
     * @param why what lets a machine take one only
     */
    static void check(KubernetesObject workload, long replicas, Collection<Machine> machines, String why) {
        checkNumber(workload, replicas, machines, why);
        if (!machines.isEmpty()
                && replicas == machines.size()
                && RollingUpdate.startsBeforeItEnds(workload, replicas)) {
            workload.error(
                    Platforms.MACHINES_TOO_FEW,
                    "Tried to update " + workload + " by starting a new pod before an old one ends, but " + why
                            + ", and all that can take one are taken (" + names(machines)
                            + "), so that no update ever ends",
                    "end the old pod first, by recreate() or strategy.type Recreate");
        }
    }

    private static void checkNumber(
            KubernetesObject workload, long replicas, Collection<Machine> machines, String why) {
        if (!machines.isEmpty() && replicas > machines.size()) {
            workload.error(
                    Platforms.MACHINES_TOO_FEW,
                    "Tried to run " + replicas + " pods of " + workload + ", of which " + why + ", but only "
                            + names(machines) + " can take one",
                    "ask for no more replicas than there are machines");
        }
    }

    private static String names(Collection<Machine> machines) {
        var names = new TreeSet<String>();
        machines.forEach(machine -> names.add(machine.hostname()));
        return String.join(", ", names);
    }
}
