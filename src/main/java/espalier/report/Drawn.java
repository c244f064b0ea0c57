package espalier.report;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How components stand in the pictures of a cluster: by their ids, in the folder of {@code dist/} that they are in: a stage or a namespace. */
final class Drawn {
    private final Flowchart chart;

    Drawn(Flowchart chart) {
        this.chart = chart;
    }

    /** Draws the component that {@code node} belongs to, and gives its id. */
    String component(Node node) {
        Node component = unit(node);
        String id = id(component);
        if (!isApplied(component)) {
            chart.round(id, component.id()); // the platform, which Flux does not bring
        } else {
            chart.box(id, component.id(), group(component));
        }
        return id;
    }

    /** The component of {@code object}. */
    String component(KubernetesObject object) {
        return component(object.owner());
    }

    /** The component that {@code node} belongs to, or itself. */
    static Node unit(Node node) {
        Node unit = node.unit();
        return unit == null ? node : unit;
    }

    /** Without the cluster's name, which all of them have. */
    static String id(Node component) {
        String path = component.path();
        return path.substring(path.indexOf('/') + 1);
    }

    private static boolean isApplied(Node component) {
        for (Node node : component.subtree()) {
            if (!node.objects().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The folder right below that of the cluster: its stage's, or that of its namespace. */
    static String group(Node component) {
        String directory = component.cluster().settings().layout().directory(component, "");
        int slash = directory.indexOf('/');
        return slash < 0 ? directory : directory.substring(0, slash);
    }

    static String text(@Nullable Mapping mapping, String... keys) {
        return mapping != null && FieldPath.of(keys).in(mapping) instanceof Leaf leaf ? leaf.text() : "";
    }

    static List<Mapping> items(@Nullable Mapping mapping, String... keys) {
        var items = new ArrayList<Mapping>();
        if (mapping != null && FieldPath.of(keys).in(mapping) instanceof Sequence list) {
            for (Value item : list) {
                if (item instanceof Mapping each) {
                    items.add(each);
                }
            }
        }
        return items;
    }
}
