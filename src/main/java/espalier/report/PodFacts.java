package espalier.report;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** A row an image, without its tag: the objects whose pods run it. */
    static List<List<String>> images(ObjectGraph graph) {
        var users = new TreeMap<String, Set<String>>();
        for (KubernetesObject object : graph.objects()) {
            for (Mapping container : containers(object)) {
                String image = withoutTag(String.valueOf(container.text("image")));
                users.computeIfAbsent(image, key -> new TreeSet<>()).add(object.kind() + " " + object.name());
            }
        }
        var rows = new ArrayList<List<String>>();
        users.forEach((image, by) -> rows.add(List.of(Markdown.code(image), String.join(", ", by))));
        return rows;
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
