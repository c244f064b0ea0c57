package espalier;

import espalier.fabric8.Fabric8;
import espalier.rules.Construction;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.MergeGaps;
import espalier.tree.StrategicMerge;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A change to objects that somebody else's construct makes, applied when they are complete. */
public final class Patch {
    private final Node scope;
    private final String because;
    private final Origin origin;
    private final PatchTarget target;
    private final List<Operation> operations = new ArrayList<>();

    private static final Rule UNMATCHED = Construction.PATCH_MATCHES_NOTHING;

    /** One change; what of it cannot be made is a finding. */
    private interface Operation {
        void on(KubernetesObject object);

        default boolean isFor(KubernetesObject object) {
            return true;
        }
    }

    /** A change by a builder, which is for one kind only. */
    private record Edit<B>(Class<B> builder, Consumer<B> change) implements Operation {
        @Override
        public void on(KubernetesObject object) {
            Fabric8.edit(object.body(), builder, change);
        }

        @Override
        public boolean isFor(KubernetesObject object) {
            return object.kind().equals(Fabric8.kind(builder));
        }
    }

    Patch(Node scope, String because, Origin origin) {
        this.scope = scope;
        this.because = because;
        this.origin = origin;
        this.target = new PatchTarget(scope);
    }

    /** A patch for the objects of a whole cluster, found in a file. */
    public static Patch ofFile(Cluster cluster, String because, Origin origin) {
        return new Patch(cluster.node(), because, origin);
    }

    /** Only objects of this kind, such as {@code StatefulSet}. */
    public Patch kind(String kind) {
        target.kind(kind);
        return this;
    }

    /** Only objects of this name. */
    public Patch name(String name) {
        target.name(name);
        return this;
    }

    /** Only objects of this namespace. */
    public Patch namespace(String namespace) {
        target.namespace(namespace);
        return this;
    }

    /** Sets the field at {@code keys}, making the mappings on the way. */
    public Patch set(Object value, String... keys) {
        return set(value, FieldPath.of(keys));
    }

    /** Sets the field at {@code path}, making the mappings on the way; an element of a list must be there. */
    public Patch set(Object value, FieldPath path) {
        requireField(path);
        if (value == null) {
            scope.findings()
                    .report(
                            Construction.SETTING_NULL,
                            scope,
                            origin,
                            "Tried to set " + path + " of " + describe() + " to null, but Kubernetes keeps no nulls",
                            "take the field away with remove(…), or give it a value");
            return this;
        }
        Value tree = Value.ofJava(value);
        operations.add(object -> {
            FieldPath missing = path.put(object.body(), tree.copy());
            if (missing != null) {
                reportMissing("set", missing, object);
            }
        });
        return this;
    }

    private static void requireField(FieldPath path) {
        if (path.parent() == null) {
            throw new IllegalArgumentException("Tried to patch a field, but no key says which");
        }
    }

    /** Removes the field at {@code keys}, which must be there. */
    public Patch remove(String... keys) {
        return remove(FieldPath.of(keys));
    }

    /** Removes the field at {@code path}, which must be there. */
    public Patch remove(FieldPath path) {
        requireField(path);
        operations.add(object -> {
            if (!path.remove(object.body())) {
                reportMissing("remove", path, object);
            }
        });
        return this;
    }

    /** Merges a partial object as {@code kubectl patch} does: see {@link StrategicMerge}. */
    public Patch merge(Mapping partial) {
        operations.add(object -> {
            MergeGaps gaps = MergeGaps.of(object.body(), partial);
            gaps.missing().forEach(path -> reportMissing("remove", path, object));
            gaps.unknown()
                    .forEach(path -> scope.findings()
                            .report(
                                    Construction.PATCH_DIRECTIVE,
                                    scope,
                                    origin,
                                    "Tried to merge " + path + " into " + object
                                            + ", but of kubectl's directives only `$patch: delete` in an"
                                            + " element of a list is known here",
                                    "set a field to null to remove it; a list without names is replaced anyhow"));
            StrategicMerge.merge(object.body(), partial);
        });
        return this;
    }

    /**
     * Merges a partial object, written as YAML, as {@code kubectl patch} does.
     *
     * @throws IllegalArgumentException when it is not one mapping
     */
    public Patch merge(String yaml) {
        try {
            var documents = YamlReader.documents(yaml);
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping partial) {
                return merge(partial);
            }
        } catch (YamlReader.SyntaxException e) {
            throw new IllegalArgumentException(
                    "Tried to read a patch, but line " + e.line() + " is no YAML: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("Tried to read a patch, but it is not one mapping");
    }

    /**
     * Changes objects by a builder of fabric8's model, which also says their kind: {@code edit(DeploymentBuilder.class, b ->
     * b.editSpec()…endSpec())}. Only what the builder changed is taken over.
     */
    public <B> Patch edit(Class<B> builder, Consumer<B> change) {
        operations.add(new Edit<>(builder, change));
        return this;
    }

    Node scope() {
        return scope;
    }

    Origin origin() {
        return origin;
    }

    String because() {
        return because;
    }

    String describe() {
        return target.describe();
    }

    void apply() {
        if (operations.isEmpty()) {
            reportEmpty();
            return;
        }
        for (Node node : scope.subtree()) {
            var objects = new ArrayList<>(node.objects());
            if (target.isOf("Kustomization")) {
                objects.addAll(node.kustomizations()); // they are about the component, and meant only by who says so
            }
            objects.forEach(this::applyIfMeant);
        }
    }

    /** Applies it to those of {@code more} that are in its scope. */
    void apply(List<KubernetesObject> more) {
        for (KubernetesObject object : more) {
            for (Node at = object.owner(); at != null; at = at.parent()) {
                if (at == scope) {
                    applyIfMeant(object);
                }
            }
        }
    }

    private void applyIfMeant(KubernetesObject object) {
        boolean meant = false;
        for (Operation operation : operations) {
            meant |= operation.isFor(object);
        }
        if (target.takes(object, meant)) {
            apply(object);
        }
    }

    /** Where something could not be made, it may be what the patch is for. */
    void tellUnmatched() {
        if (!target.isMet() && !operations.isEmpty() && !scope.holdsIncomplete()) {
            scope.findings()
                    .report(
                            UNMATCHED,
                            scope,
                            origin,
                            "Tried to patch " + describe() + ", but no object matches: " + target.present(),
                            target.wayOut());
        }
    }

    private void reportEmpty() {
        scope.findings()
                .report(
                        UNMATCHED,
                        scope,
                        origin,
                        "Tried to patch " + describe() + ", but the patch does not say what to change",
                        "say it with set(…), remove(…), merge(…) or edit(…), or take the patch away");
    }

    private void apply(KubernetesObject object) {
        for (Operation operation : operations) {
            if (!operation.isFor(object)) {
                continue;
            }
            try {
                operation.on(object);
            } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
                Origin.Line line = Origin.of(
                                Escaped.cause(thrown), scope.cluster().getClass())
                        .inner();
                scope.findings()
                        .report(
                                Construction.PATCH_THREW,
                                scope,
                                line == null ? origin : origin.inFile(line.file(), line.number()),
                                Escaped.describe("patch " + object, "the patch", thrown),
                                "correct that line, or what it calls");
            }
        }
        object.touchedBy(origin);
    }

    private void reportMissing(String tried, FieldPath path, KubernetesObject object) {
        var missing = new MissingField(path, object.body());
        String near = missing.near();
        scope.findings()
                .report(
                        UNMATCHED,
                        scope,
                        origin,
                        "Tried to " + tried + " " + path + " of " + object + ", but it is not there: "
                                + missing.present(),
                        near == null ? "name a field that is there, or take the patch away" : "name \"" + near + "\"");
    }
}
