package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each kind that makes pods keeps what it makes them of. */
public final class Pods {
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template");
    private static final FieldPath JOB_TEMPLATE = FieldPath.of("spec", "jobTemplate", "spec", "template");

    private Pods() {}

    /** All that {@code graph} makes pods of, in tree order. */
    public static List<Pod> in(ObjectGraph graph) {
        var pods = new ArrayList<Pod>();
        for (KubernetesObject object : graph.objects()) {
            Mapping template = template(object);
            if (template != null) {
                Mapping found = template.mapping("spec");
                Mapping spec = found == null ? new Mapping() : found;
                pods.add(new Pod(object, template, spec, containers(spec)));
            }
        }
        return pods;
    }

    /** The template of the pods, with {@code metadata} and {@code spec}; null for what makes none. */
    private static @Nullable Mapping template(KubernetesObject object) {
        FieldPath path = switch (object.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" -> TEMPLATE;
            case "CronJob" -> JOB_TEMPLATE;
            case "Pod" -> FieldPath.ROOT;
            default -> null;
        };
        String version = object.apiVersion();
        boolean builtIn = version.startsWith("apps/") || version.startsWith("batch/") || version.equals("v1");
        return path != null && builtIn && path.in(object.body()) instanceof Mapping template ? template : null;
    }

    /** All containers of a pod, those that run first in front. */
    private static List<Mapping> containers(Mapping spec) {
        var containers = new ArrayList<Mapping>();
        for (String field : new String[] {"initContainers", "containers"}) {
            containers.addAll(mappings(spec.sequence(field)));
        }
        return containers;
    }

    /** The elements of {@code list} that are mappings. */
    public static List<Mapping> mappings(@Nullable Sequence list) {
        var mappings = new ArrayList<Mapping>();
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Mapping mapping) {
                    mappings.add(mapping);
                }
            }
        }
        return mappings;
    }
}
