package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What workloads make their pods of. */
public final class Pods {
    private Pods() {}

    /** All that {@code graph} makes pods of, in tree order. */
    public static List<Pod> in(ObjectGraph graph) {
        var pods = new ArrayList<Pod>();
        for (KubernetesObject object : graph.objects()) {
            Mapping template = object.podTemplate();
            if (template != null) {
                Mapping found = template.mapping("spec");
                Mapping spec = found == null ? new Mapping() : found;
                pods.add(new Pod(object, template, spec, containers(spec)));
            }
        }
        return pods;
    }

    /** All containers of a pod, those that run first in front. */
    private static List<Mapping> containers(Mapping spec) {
        List<Mapping> first = mappings(spec.sequence("initContainers"));
        List<Mapping> others = mappings(spec.sequence("containers"));
        if (first.isEmpty()) {
            return others;
        }
        var containers = new ArrayList<>(first);
        containers.addAll(others);
        return containers;
    }

    /** The elements of {@code list} that are mappings. */
    public static List<Mapping> mappings(@Nullable Sequence list) {
        int size = list == null ? 0 : list.size();
        if (list == null || size == 0) {
            return List.of();
        }
        var mappings = new ArrayList<Mapping>(size);
        for (int i = 0; i < size; i++) {
            if (list.get(i) instanceof Mapping mapping) {
                mappings.add(mapping);
            }
        }
        return mappings;
    }
}
