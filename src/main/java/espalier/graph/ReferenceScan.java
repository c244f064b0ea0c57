package espalier.graph;

import espalier.Exemption;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.Reference;
import espalier.ReferenceField;
import espalier.Strength;
import espalier.Text;
import espalier.catalog.BuiltIn;
import espalier.catalog.FieldTree;
import espalier.catalog.KnownKind;
import espalier.rules.Construction;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.tree.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the references of an object in one walk, and yet twice: by the handles in its tree, and by the fields of its kind that
 * hold names. What only the second finds (in raw YAML, say) counts as well.
 */
final class ReferenceScan {
    private static final @Nullable String[] WHOLE = {null};
    private static final FieldPath SUBSTITUTE_FROM = FieldPath.of("spec", "postBuild", "substituteFrom");

    private final ObjectGraph graph;
    private final Naming naming;
    private final Found found;
    private final Contents contents;
    private final Way way;
    private final KubernetesObject object;
    private final String standpoint;

    /** Where a scan puts what it finds. */
    record Found(List<Edge> edges, List<Edge> byName, List<Dangling> dangling) {}

    private ReferenceScan(
            ObjectGraph graph, Naming naming, Found found, Contents contents, Way way, KubernetesObject object) {
        this.graph = graph;
        this.naming = naming;
        this.found = found;
        this.contents = contents;
        this.way = way;
        this.object = object;
        this.standpoint = Standpoint.of(object);
    }

    /** Finds the references of {@code objects}, which are in {@code graph}, and notes in {@code contents} what else stands in them. */
    static void of(List<KubernetesObject> objects, ObjectGraph graph, Found found, Contents contents) {
        var naming = new Naming(graph);
        var foundation = new Foundation(graph, found.edges, found.dangling);
        var way = new Way();
        for (KubernetesObject object : objects) {
            KnownKind known = graph.catalog().of(object);
            foundation.of(object, known);
            WantedDevices.add(graph, object, found.edges);
            new ReferenceScan(graph, naming, found, contents, way, object)
                    .walk(object.body(), known.fields(), null, null);
            contents.of(object);
        }
    }

    /**
     * @param exact what is known below the way from the top to {@code value}
     * @param begun what is known below a way that began somewhere above
     * @param deep what is known below ways that can begin anywhere from here on
     */
    @SuppressWarnings("ReferenceEquality") // what is read as a reference says the same as before
    private void walk(Value value, @Nullable FieldTree exact, @Nullable FieldTree begun, @Nullable FieldTree deep) {
        FieldTree below = exact == null ? null : exact.below();
        FieldTree anywhere = below == null ? deep : below;
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                Value child = mapping.valueAt(i);
                FieldTree onWay = exact == null ? null : exact.child(key);
                FieldTree on = begun == null ? null : begun.child(key);
                FieldTree from = on != null || anywhere == null ? on : anywhere.child(key);
                contents.key(key, child);
                way.down(key);
                if (child instanceof Leaf leaf) {
                    Leaf read = leaf(leaf, field(onWay, from), mapping);
                    if (read != leaf) {
                        mapping.setValueAt(i, read);
                    }
                } else {
                    walk(child, onWay, from, anywhere);
                }
                way.up();
            }
        } else if (value instanceof Sequence sequence) {
            FieldTree onWay = exact == null ? null : exact.element();
            FieldTree on = begun == null ? null : begun.element();
            for (int i = 0; i < sequence.size(); i++) {
                Value child = sequence.get(i);
                way.down(child, i);
                if (child instanceof Leaf leaf) {
                    Leaf read = leaf(leaf, field(onWay, on), null);
                    if (read != leaf) {
                        sequence.set(i, read);
                    }
                } else {
                    walk(child, onWay, on, anywhere);
                }
                way.up();
            }
        }
    }

    private static @Nullable ReferenceField field(@Nullable FieldTree exact, @Nullable FieldTree begun) {
        ReferenceField field = exact == null ? null : exact.field();
        return field != null || begun == null ? field : begun.field();
    }

    /** Takes in what {@code leaf} refers to, and gives it as it is read where the object stands. */
    private Leaf leaf(Leaf leaf, @Nullable ReferenceField field, @Nullable Mapping siblings) {
        if (!(leaf instanceof Text text)) {
            boolean dollar = contents.leaf(leaf);
            if ((dollar || leaf.comment() != null) && ImageMarkers.isIn(leaf)) {
                ImageMarkers.read(graph, object, way.path(), leaf, found);
            }
            if (field != null) {
                name(field, leaf.text(), siblings);
            }
            return leaf;
        }
        Text read = text.readIn(standpoint);
        contents.leaf(read);
        List<Reference> references = read.references();
        if (references.isEmpty()) {
            if (field != null) {
                name(field, read.text(), siblings);
            }
        } else {
            FieldPath path = way.path();
            for (Reference reference : references) {
                handle(reference, path, field);
            }
            if (field != null && references.size() == 1) {
                beside(references.get(0), path, field, siblings);
            }
        }
        return read;
    }

    private void name(ReferenceField field, String name, @Nullable Mapping siblings) {
        Identity wanted = naming.meant(object, field, name, siblings);
        if (wanted == null || BuiltIn.has(wanted)) {
            return;
        }
        Provision target = graph.provision(wanted);
        if (target == null && field.otherKind() != null) {
            target = graph.provision(Identity.of(wanted.group(), field.otherKind(), wanted.namespace(), name));
        }
        boolean optional =
                field.isOptional() || siblings != null && Scalar.of(true).equals(siblings.get("optional"));
        if (target != null) {
            FieldPath path = way.path();
            for (String detail : optional ? WHOLE : naming.details(field, siblings)) {
                add(found.byName, path, target, detail, field.strength(), field);
            }
        } else if (!optional) {
            found.dangling.add(new Dangling(object, way.path(), wanted));
        }
    }

    private void handle(Reference reference, FieldPath path, @Nullable ReferenceField field) {
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
        } else if (target.provider().cluster() != graph.cluster()) {
            reportForeign(path, target);
        } else if (reference.isVariable()) {
            addVariable(reference);
        } else if (!path.equals(Foundation.NAMESPACE)) {
            if (graph.provision(target.identity()) == null && (makesItsKind(target) || graph.isMadeInSteadOf(target))) {
                // A patch has given it another name, or another namespace.
                found.dangling.add(new Dangling(object, path, target.identity()));
            }
            add(found.edges, path, target, reference.detail(), strength(reference, path, field), field);
        }
    }

    /** Whether the provider makes an object of that kind, if of another name; what it never makes was told with the handle. */
    private static boolean makesItsKind(Provision target) {
        for (KubernetesObject own : target.provider().objects()) {
            Identity identity = own.identity();
            if (identity.kind().equals(target.identity().kind())
                    && identity.group().equals(target.identity().group())) {
                return true;
            }
        }
        return false;
    }

    /** A handle knows what it names, but not what a patch has written beside it: another key or port, another namespace. */
    private void beside(Reference reference, FieldPath path, ReferenceField field, @Nullable Mapping siblings) {
        Provision target = reference.provision();
        if (target.provider().cluster() != graph.cluster() || reference.isSecretValue() || reference.isVariable()) {
            return;
        }
        Identity said = naming.meant(object, field, target.identity().name(), siblings);
        if (said != null
                && field.reach() == ReferenceField.Reach.SIBLING_NAMESPACE
                && said.kind().equals(target.identity().kind())
                && said.group().equals(target.identity().group())
                && !said.equals(target.identity())
                && graph.provision(said) == null) {
            found.dangling.add(new Dangling(object, path, said));
            return;
        }
        for (String detail : naming.details(field, siblings)) {
            if (detail != null && !detail.equals(reference.detail())) {
                add(found.byName, path, target, detail, field.strength(), field);
            }
        }
    }

    /** Flux builds nothing of a Kustomization while a source of its variables is missing. */
    private void addVariable(Reference reference) {
        graph.noteVariable(object, reference);
        Node reconciled = object.owner().reconciledWith();
        if (reconciled != null && !reconciled.kustomizations().isEmpty()) {
            Provision target = reference.provision();
            String name = target.identity().name();
            found.edges.add(new Edge(
                    reconciled.kustomizations().get(0),
                    SUBSTITUTE_FROM.item("name", name).field("name"),
                    target,
                    reference.detail(),
                    graph.object(target.identity()),
                    Strength.APPLY,
                    null));
        }
    }

    private void add(
            List<Edge> to,
            FieldPath field,
            Provision target,
            @Nullable String detail,
            Strength strength,
            @Nullable ReferenceField by) {
        to.add(new Edge(object, field, target, detail, graph.object(target.identity()), strength, by));
    }

    private Strength strength(Reference reference, FieldPath path, @Nullable ReferenceField field) {
        Reference.Need need = reference.need();
        if (need == null) {
            return field == null ? Strength.RUN : field.strength();
        }
        String what =
                "needs " + reference.provision() + " only as " + need.strength() + " (" + path + " of " + object + ")";
        object.owner().exempt(Exemption.Kind.NEED, what, need.because(), object.origin());
        return need.strength();
    }

    private void reportForeign(FieldPath path, Provision target) {
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
}
