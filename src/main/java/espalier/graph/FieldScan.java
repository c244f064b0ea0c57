package espalier.graph;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Text;
import espalier.catalog.ReferenceField;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what one object refers to by the fields of its kind that hold names. */
final class FieldScan {
    private final ObjectGraph graph;
    private final KubernetesObject object;
    private final List<Edge> byHandles;
    private final List<Edge> found = new ArrayList<>(2);
    private final List<Dangling> dangling = new ArrayList<>(0);

    /** @param byHandles the edges of the object that its handles gave already */
    FieldScan(ObjectGraph graph, KubernetesObject object, List<Edge> byHandles) {
        this.graph = graph;
        this.object = object;
        this.byHandles = List.copyOf(byHandles);
    }

    /** The edges that no handle gave. */
    List<Edge> found() {
        return found;
    }

    /** The names under which nothing is known. */
    List<Dangling> dangling() {
        return dangling;
    }

    /** Adds an edge for each name that {@code field} holds. */
    void follow(ReferenceField field) {
        follow(field, 0, FieldPath.ROOT, object.body(), null);
    }

    private void follow(ReferenceField field, int at, FieldPath path, Value value, @Nullable Mapping siblings) {
        if (at == field.path().size()) {
            if (value instanceof Leaf leaf && !leaf.text().isEmpty()) {
                name(field, path, leaf.text(), siblings);
            }
            return;
        }
        String segment = field.path().get(at);
        if (value instanceof Sequence sequence && segment.equals("[]")) {
            for (int i = 0; i < sequence.size(); i++) {
                Value child = sequence.get(i);
                follow(field, at + 1, ReferenceScan.element(path, child, i), child, null);
            }
        } else if (value instanceof Mapping mapping) {
            Value child = mapping.get(segment);
            if (child != null) {
                follow(field, at + 1, path.field(segment), child, mapping);
            }
        }
    }

    private void name(ReferenceField field, FieldPath path, String name, @Nullable Mapping siblings) {
        Identity wanted = Identity.of(field.group(), kind(field, siblings), namespace(field, siblings), name);
        Provision target = graph.provision(wanted);
        if (target == null) {
            if (!isOptional(siblings) && !isKnownOtherwise(wanted, path)) {
                dangling.add(new Dangling(object, path, wanted));
            }
            return;
        }
        for (Edge edge : byHandles) {
            if (edge.target().identity().equals(wanted) && edge.field().equals(path)) {
                return;
            }
        }
        String key = siblings == null ? null : siblings.text("key");
        found.add(new Edge(object, path, target, key, graph.object(wanted), field.strength()));
    }

    /** A handle of what somebody else declared, such as another cluster's, is told elsewhere. */
    private boolean isKnownOtherwise(Identity wanted, FieldPath path) {
        return path.in(object.body()) instanceof Text text && !text.references().isEmpty()
                || wanted.kind().isEmpty();
    }

    private static boolean isOptional(@Nullable Mapping siblings) {
        return siblings != null && Scalar.of(true).equals(siblings.get("optional"));
    }

    private static String kind(ReferenceField field, @Nullable Mapping siblings) {
        String said = siblings == null ? null : siblings.text("kind");
        return field.kind().isEmpty() && said != null ? said : field.kind();
    }

    private String namespace(ReferenceField field, @Nullable Mapping siblings) {
        return switch (field.reach()) {
            case CLUSTER -> "";
            case SAME_NAMESPACE -> object.namespace();
            case SIBLING_NAMESPACE -> {
                String named = siblings == null ? null : siblings.text("namespace");
                yield named == null ? object.namespace() : named;
            }
        };
    }
}
