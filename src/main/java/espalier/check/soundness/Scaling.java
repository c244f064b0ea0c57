package espalier.check.soundness;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.WholeNumber;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many pods a workload has at least and at most, by itself or by an autoscaler; autoscalers that contradict themselves. */
final class Scaling {
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

    /** Between how many pods a workload is kept. */
    record Range(long least, long most) {}

    private static final Range ONE = new Range(1, 1);

    private final Map<String, Range> scaled = new HashMap<>();

    Scaling(ObjectGraph graph) {
        for (KubernetesObject scaler : graph.ofKind("HorizontalPodAutoscaler")) {
            Mapping spec = scaler.body().mapping("spec");
            if (spec != null && scaler.apiVersion().startsWith("autoscaling/")) {
                horizontal(scaler, spec);
            }
        }
        for (KubernetesObject scaler : graph.ofKind("ScaledObject")) {
            Mapping spec = scaler.body().mapping("spec");
            if (spec != null && Identity.groupOf(scaler.apiVersion()).equals("keda.sh")) {
                keda(scaler, spec);
            }
        }
    }

    /** The pods of {@code workload}; null where the number cannot be known, as for one on each node. */
    @Nullable
    Range of(KubernetesObject workload) {
        if (workload.kind().equals("DaemonSet")) {
            return null;
        }
        Range range = scaled.isEmpty() ? null : scaled.get(key(workload.kind(), workload.namespace(), workload.name()));
        if (range != null) {
            return range;
        }
        Value value = REPLICAS.in(workload.body());
        if (value == null) {
            return ONE;
        }
        Long replicas = WholeNumber.parse(value instanceof espalier.tree.Leaf leaf ? leaf.text() : "");
        return replicas == null ? null : new Range(replicas, replicas);
    }

    private void horizontal(KubernetesObject scaler, Mapping spec) {
        long least = number(spec, "minReplicas", 1);
        long most = number(spec, "maxReplicas", 0);
        target(scaler, spec, new Range(least, most));
        if (most < 1) {
            String said = spec.has("maxReplicas") ? "have at most " + most + " pods" : "grow without end";
            refuse(scaler, said, "maxReplicas is 1 or more");
        } else if (least > most) {
            refuse(scaler, "have at least " + least + " and at most " + most + " pods", "that is no range");
        } else if (least < 1 && !countsFromOutside(spec.sequence("metrics"))) {
            refuse(
                    scaler,
                    "have at least " + least + " pods",
                    "without any, nothing can be measured that would bring one back");
        }
    }

    /** Only a metric that is not of the pods can grow while there are none. */
    private static boolean countsFromOutside(@Nullable Sequence metrics) {
        if (metrics != null) {
            for (Value value : metrics) {
                if (value instanceof Mapping metric && (metric.has("external") || metric.has("object"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void keda(KubernetesObject scaler, Mapping spec) {
        long least = number(spec, "minReplicaCount", 0);
        long most = number(spec, "maxReplicaCount", 100);
        Long idle = WholeNumber.at(spec, "idleReplicaCount");
        target(scaler, spec, new Range(idle == null ? least : Math.min(idle, least), most));
        if (least > most) {
            refuse(scaler, "have at least " + least + " and at most " + most + " pods", "that is no range");
        } else if (idle != null && idle >= least) {
            refuse(
                    scaler,
                    "have " + idle + " pods when there is nothing to do and at least " + least + " else",
                    "idleReplicaCount is less than minReplicaCount");
        }
    }

    private static long number(Mapping spec, String key, long otherwise) {
        Long number = WholeNumber.at(spec, key);
        return number == null ? otherwise : number;
    }

    private void target(KubernetesObject scaler, Mapping spec, Range range) {
        Mapping target = spec.mapping("scaleTargetRef");
        if (target != null) {
            String kind = target.text("kind");
            scaled.put(
                    key(kind == null ? "Deployment" : kind, scaler.namespace(), String.valueOf(target.text("name"))),
                    range);
        }
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
    }

    private static void refuse(KubernetesObject scaler, String what, String why) {
        scaler.error(
                Soundness.AUTOSCALER,
                "Tried to let " + scaler + " " + what + ", but " + why,
                "correct one of the numbers");
    }
}
