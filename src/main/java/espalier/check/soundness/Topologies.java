package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.WholeNumber;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of node labels by which pods are spread or placed and that are misspelt, and spreading that the API server refuses. */
final class Topologies {
    private static final List<String> KNOWN = List.of(
            "kubernetes.io/hostname",
            "kubernetes.io/os",
            "kubernetes.io/arch",
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "node.kubernetes.io/instance-type",
            "node-role.kubernetes.io/control-plane",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region");
    private static final String BARE = "hostname";

    private final KubernetesObject object;
    private final Set<String> declared;

    private Topologies(KubernetesObject object, Set<String> declared) {
        this.object = object;
        this.declared = declared;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        Set<String> declared = new HashSet<>();
        MachineRoom room = MachineRoom.of(graph.cluster());
        if (room != null) {
            room.machines().forEach(machine -> declared.addAll(machine.labels().keySet()));
        }
        pods.forEach(pod -> check(pod, declared));
    }

    private static void check(Pod pod, Set<String> declared) {
        var topologies = new Topologies(pod.object(), declared);
        if (pod.spec().has("topologySpreadConstraints")) {
            topologies.spread(pod.spec());
        }
        Mapping affinity = pod.spec().mapping("affinity");
        if (affinity != null) {
            topologies.terms(affinity.mapping("podAffinity"));
            topologies.terms(affinity.mapping("podAntiAffinity"));
        }
        Mapping labels = pod.spec().mapping("nodeSelector");
        for (int i = 0; labels != null && i < labels.size(); i++) {
            topologies.key(labels.keyAt(i), "choose nodes for the pods of " + pod.object());
        }
    }

    private void spread(Mapping spec) {
        Set<String> seen = new HashSet<>(2);
        for (Mapping constraint : Pods.mappings(spec.sequence("topologySpreadConstraints"))) {
            String key = constraint.text("topologyKey");
            String unsatisfiable = constraint.text("whenUnsatisfiable");
            key(key, "spread the pods of " + object);
            if (!"DoNotSchedule".equals(unsatisfiable) && !"ScheduleAnyway".equals(unsatisfiable)) {
                refuse(
                        "spread the pods of " + object + " by " + key
                                + (unsatisfiable == null ? "" : " with whenUnsatisfiable " + unsatisfiable),
                        "it needs whenUnsatisfiable, DoNotSchedule or ScheduleAnyway",
                        "add one of the two");
            } else if (!seen.add(key + " " + unsatisfiable)) {
                refuse("spread the pods of " + object + " by " + key, "it is said twice", "keep one of the two");
            }
            Long skew = WholeNumber.at(constraint, "maxSkew");
            if (skew == null || skew < 1) {
                refuse(
                        "spread the pods of " + object + " by " + key + " with "
                                + (skew == null ? "no maxSkew" : "maxSkew " + skew),
                        "it is 1 or more",
                        "set maxSkew: 1");
            }
        }
    }

    private void terms(@Nullable Mapping terms) {
        if (terms == null) {
            return;
        }
        for (Mapping term : Pods.mappings(terms.sequence("requiredDuringSchedulingIgnoredDuringExecution"))) {
            key(term.text("topologyKey"), "place the pods of " + object);
        }
        for (Mapping weighted : Pods.mappings(terms.sequence("preferredDuringSchedulingIgnoredDuringExecution"))) {
            Mapping term = weighted.mapping("podAffinityTerm");
            if (term != null) {
                key(term.text("topologyKey"), "place the pods of " + object);
            }
        }
    }

    private void key(@Nullable String key, String what) {
        if (key == null) {
            refuse(what, "it does not say by which label of the nodes", "add a topologyKey");
            return;
        }
        if (KNOWN.contains(key) || declared.contains(key)) {
            return;
        }
        String meant = key.equals(BARE) ? "kubernetes.io/hostname" : Names.slip(key, KNOWN);
        if (meant != null) {
            refuse(what + " by the label " + key, "the nodes' own is called " + meant, "write " + meant);
        }
    }

    private void refuse(String what, String why, String fix) {
        object.error(Soundness.TOPOLOGY, "Tried to " + what + ", but " + why, fix);
    }
}
