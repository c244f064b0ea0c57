package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/** Pods that other pods stand beside or apart from. */
final class PodSelectors {
    private final Search search;

    PodSelectors(Search search) {
        this.search = search;
    }

    void check(Pod pod) {
        KubernetesObject object = pod.object();
        if (pod.spec().has("topologySpreadConstraints") || pod.spec().has("affinity")) {
            terms(object, specPath(object), pod.spec());
        }
    }

    private static FieldPath specPath(KubernetesObject object) {
        return switch (object.kind()) {
            case "Pod" -> FieldPath.of("spec");
            case "CronJob" -> FieldPath.of("spec", "jobTemplate", "spec", "template", "spec");
            default -> FieldPath.of("spec", "template", "spec");
        };
    }

    private void terms(KubernetesObject object, FieldPath path, Value value) {
        if (value instanceof Mapping mapping) {
            boolean elsewhere = mapping.has("namespaces") || mapping.has("namespaceSelector");
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                FieldPath field = path.field(key);
                if (key.equals("labelSelector") && !elsewhere) {
                    search.pods(object, field, Namespaces.own(object));
                } else if (!key.equals("containers") && !key.equals("initContainers")) {
                    terms(object, field, mapping.valueAt(i));
                }
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                terms(object, path.index(i), sequence.get(i));
            }
        }
    }
}
