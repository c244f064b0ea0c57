package espalier.report;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads the pods out of objects of any kind that has some. */
final class PodFacts {
    private static final List<FieldPath> POD_SPECS = List.of(
            FieldPath.of("spec", "template", "spec"),
            FieldPath.of("spec", "jobTemplate", "spec", "template", "spec"),
            FieldPath.of("spec"));

    private PodFacts() {}

    /** The containers of {@code object}, those that run first in front; empty for what runs none. */
    static List<Mapping> containers(KubernetesObject object) {
        var containers = new ArrayList<Mapping>();
        for (FieldPath path : POD_SPECS) {
            if (path.in(object.body()) instanceof Mapping spec && spec.sequence("containers") != null) {
                add(spec.sequence("initContainers"), containers);
                add(spec.sequence("containers"), containers);
                return containers;
            }
        }
        return containers;
    }

    private static void add(@org.jspecify.annotations.Nullable Sequence from, List<Mapping> to) {
        if (from != null) {
            for (Value value : from) {
                if (value instanceof Mapping container) {
                    to.add(container);
                }
            }
        }
    }

    /** An image without its tag and digest, which bots change. */
    static String withoutTag(String image) {
        int at = image.indexOf('@');
        String name = at < 0 ? image : image.substring(0, at);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
