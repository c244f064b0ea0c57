package espalier.graph;

import espalier.Exemption;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.Reference;
import espalier.Strength;
import espalier.Text;
import espalier.catalog.Kind;
import espalier.catalog.ReferenceField;
import espalier.rules.Construction;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;

/**
 * Finds the references of an object twice: by the handles in its tree, and by the fields that the catalog knows to name
 * others. What only the second finds (in raw YAML, say) counts as well.
 */
final class ReferenceScan {
    private static final FieldPath NAMESPACE = FieldPath.of("metadata", "namespace");
    private static final FieldPath SUBSTITUTE_FROM = FieldPath.of("spec", "postBuild", "substituteFrom");
    private static final FieldPath KIND = FieldPath.of("kind");

    private final ObjectGraph graph;

    ReferenceScan(ObjectGraph graph) {
        this.graph = graph;
    }

    void edgesOf(KubernetesObject object, List<Edge> edges, List<Edge> byName, List<Dangling> dangling) {
        int first = edges.size();
        Kind kind = graph.catalog().kind(Identity.groupOf(object.apiVersion()), object.kind());
        foundation(object, edges);
        handles(object, kind, FieldPath.ROOT, object.body(), edges);
        var fields = new FieldScan(graph, object, edges.subList(first, edges.size()));
        for (ReferenceField field : kind.references()) {
            fields.follow(field);
        }
        byName.addAll(fields.found());
        dangling.addAll(fields.dangling());
    }

    /** Without its definition and its namespace, the API server does not take an object. */
    private void foundation(KubernetesObject object, List<Edge> edges) {
        String group = Identity.groupOf(object.apiVersion());
        Provision definition = graph.definition(group, object.kind());
        if (definition != null) {
            edges.add(new Edge(object, KIND, definition, null, graph.object(definition.identity()), Strength.APPLY));
        }
        String name = object.namespace();
        if (!name.isEmpty()) {
            KubernetesObject namespace = graph.object(Identity.of("", "Namespace", "", name));
            if (namespace != null) {
                var provision = Provision.of(namespace.identity(), namespace.owner());
                edges.add(new Edge(object, NAMESPACE, provision, null, namespace, Strength.APPLY));
            }
        }
    }

    private void handles(KubernetesObject object, Kind kind, FieldPath path, Value value, List<Edge> edges) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                Value child = mapping.valueAt(i);
                if (child instanceof Text text) {
                    mapping.setValueAt(i, text.readIn(Standpoint.of(object)));
                    handles(object, kind, path.field(mapping.keyAt(i)), child, edges);
                } else if (!(child instanceof Leaf)) {
                    handles(object, kind, path.field(mapping.keyAt(i)), child, edges);
                }
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                Value child = sequence.get(i);
                if (child instanceof Text text) {
                    sequence.set(i, text.readIn(Standpoint.of(object)));
                    handles(object, kind, element(path, child, i), child, edges);
                } else if (!(child instanceof Leaf)) {
                    handles(object, kind, element(path, child, i), child, edges);
                }
            }
        } else if (value instanceof Text text) {
            for (Reference reference : text.references()) {
                add(object, kind, path, reference, edges);
            }
        }
    }

    /** Flux builds nothing of a Kustomization while a source of its variables is missing. */
    private void addVariable(KubernetesObject object, Reference reference, List<Edge> edges) {
        graph.noteVariable(object, reference);
        Node reconciled = object.owner().reconciledWith();
        if (reconciled != null && !reconciled.kustomizations().isEmpty()) {
            Provision target = reference.provision();
            String name = target.identity().name();
            edges.add(new Edge(
                    reconciled.kustomizations().get(0),
                    SUBSTITUTE_FROM.item("name", name).field("name"),
                    target,
                    reference.detail(),
                    graph.object(target.identity()),
                    Strength.APPLY));
        }
    }

    /** Elements with a name are called by it, since their place in the list says little to a person. */
    static FieldPath element(FieldPath list, Value element, int index) {
        String name = element instanceof Mapping mapping ? mapping.text("name") : null;
        return name == null ? list.index(index) : list.item("name", name);
    }

    private void add(KubernetesObject object, Kind kind, FieldPath path, Reference reference, List<Edge> edges) {
        Provision target = reference.provision();
        if (reference.isSecretValue()) {
            object.owner()
                    .findings()
                    .report(
                            Soundness.SECRET_IN_TEXT,
                            object.owner(),
                            object.origin(),
                            "Tried to write a value of " + target.identity() + " into " + path + " of " + object
                                    + ", but only a container's environment can hold it",
                            "give a container a variable with the secret");
            return;
        }
        if (target.provider().cluster() != graph.cluster()) {
            reportForeign(object, path, target);
            return;
        }
        if (path.equals(NAMESPACE)) {
            return;
        }
        if (reference.isVariable()) {
            addVariable(object, reference, edges);
            return;
        }
        Strength strength = strength(kind, path);
        Reference.Need need = reference.need();
        if (need != null) {
            strength = need.strength();
            String what = "needs " + target + " only as " + strength + " (" + path + " of " + object + ")";
            object.owner().exempt(Exemption.Kind.NEED, what, need.because(), object.origin());
        }
        edges.add(new Edge(object, path, target, reference.detail(), graph.object(target.identity()), strength));
    }

    private void reportForeign(KubernetesObject object, FieldPath path, Provision target) {
        String theirs = target.provider().cluster().name();
        String own = graph.cluster().name();
        object.error(
                Construction.FOREIGN_HANDLE,
                path,
                theirs + " " + target.provider().unit(),
                "Tried to use " + target + " of the cluster " + theirs + " in " + path + " of " + object
                        + ", but an object can only refer to its own cluster, " + own,
                "take the handle from a construct of " + own);
    }

    private static Strength strength(Kind kind, FieldPath path) {
        for (ReferenceField field : kind.references()) {
            if (path.matches(field.path())) {
                return field.strength();
            }
        }
        return Strength.RUN;
    }
}
