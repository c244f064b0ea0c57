package espalier.graph;

import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Reference;
import espalier.Strength;
import espalier.Text;
import espalier.catalog.BuiltIn;
import espalier.catalog.KnownKind;
import espalier.tree.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what the API server does not take an object without: its definition, its namespace, a webhook that is asked, and what was said. */
final class Foundation {
    static final FieldPath NAMESPACE = FieldPath.of("metadata", "namespace");
    private static final FieldPath KIND = FieldPath.of("kind");

    private final ObjectGraph graph;
    private final Webhooks webhooks;
    private final List<Edge> edges;
    private final List<Dangling> dangling;
    private final Map<KnownKind, Ground> grounds = new HashMap<>();
    private final Map<String, Ground> namespaces = new HashMap<>();

    /**
     * What many objects stand on.
     *
     * @param wanted what it is called
     * @param there null where nothing makes it
     * @param given whether every cluster has it
     * @param asked who has to agree to each object
     */
    private record Ground(Identity wanted, @Nullable Provision there, boolean given, List<Provision> asked) {}

    Foundation(ObjectGraph graph, List<Edge> edges, List<Dangling> dangling) {
        this.graph = graph;
        this.webhooks = Webhooks.of(graph);
        this.edges = edges;
        this.dangling = dangling;
    }

    /** Adds what {@code object} stands on. */
    void of(KubernetesObject object, KnownKind known) {
        Ground definition = grounds.get(known);
        if (definition == null) {
            definition = definition(Identity.groupOf(object.apiVersion()), known.kind());
            grounds.put(known, definition);
        }
        stand(object, KIND, definition);
        for (Kind made : object.makes()) {
            stand(object, KIND, definition(made.group(), made));
        }
        for (Provision needed : object.needed()) {
            edges.add(edge(object, FieldPath.ROOT, needed));
        }
        String name = object.namespace();
        if (!name.isEmpty()) {
            Ground namespace = namespaces.get(name);
            if (namespace == null) {
                namespace = namespace(name);
                namespaces.put(name, namespace);
            }
            stand(object, NAMESPACE, namespace);
        }
    }

    private Ground definition(String group, Kind kind) {
        return new Ground(
                Identity.of("apiextensions.k8s.io", "CustomResourceDefinition", "", kind.definitionName()),
                graph.definition(group, kind.name()),
                BuiltIn.isKnownWithoutDefinition(group),
                webhooks.of(group, kind.plural()));
    }

    private Ground namespace(String name) {
        Identity wanted = Identity.of("", "Namespace", "", name);
        return new Ground(wanted, graph.provision(wanted), BuiltIn.has(wanted), List.of());
    }

    private void stand(KubernetesObject object, FieldPath field, Ground ground) {
        if (!ground.given && ground.there != null) {
            edges.add(edge(object, field, ground.there));
        } else if (!ground.given && !isForeign(object, field)) {
            dangling.add(new Dangling(object, field, ground.wanted));
        }
        for (Provision webhook : ground.asked) {
            edges.add(edge(object, field, webhook));
        }
    }

    private Edge edge(KubernetesObject object, FieldPath field, Provision target) {
        return new Edge(object, field, target, null, graph.object(target.identity()), Strength.APPLY, null);
    }

    /** A handle of another cluster is told where its edge is looked at. */
    private boolean isForeign(KubernetesObject object, FieldPath field) {
        if (field.in(object.body()) instanceof Text text) {
            for (Reference reference : text.references()) {
                if (reference.provision().provider().cluster() != graph.cluster()) {
                    return true;
                }
            }
        }
        return false;
    }
}
