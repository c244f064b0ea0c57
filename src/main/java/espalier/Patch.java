package espalier;

import espalier.fabric8.Fabric8;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.StrategicMerge;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A change to objects that somebody else's construct makes, applied when they are complete. */
public final class Patch {
    private final Node scope;
    private final String because;
    private final Origin origin;
    private final List<Operation> operations = new ArrayList<>();
    private @Nullable String kind;
    private @Nullable String name;
    private @Nullable String namespace;

    /** One change, and where it could not be made: null, or what is missing. */
    private interface Operation {
        @Nullable
        String apply(KubernetesObject object);
    }

    Patch(Node scope, String because, Origin origin) {
        this.scope = scope;
        this.because = because;
        this.origin = origin;
    }

    /** A patch for the objects of a whole cluster, found in a file. */
    public static Patch ofFile(Cluster cluster, String because, Origin origin) {
        return new Patch(cluster.node(), because, origin);
    }

    /** Only objects of this kind, such as {@code StatefulSet}. */
    public Patch kind(String kind) {
        this.kind = kind;
        return this;
    }

    /** Only objects of this name. */
    public Patch name(String name) {
        this.name = name;
        return this;
    }

    /** Only objects of this namespace. */
    public Patch namespace(String namespace) {
        this.namespace = namespace;
        return this;
    }

    /** Sets the field at {@code keys}, making the mappings on the way. */
    public Patch set(Object value, String... keys) {
        return set(value, FieldPath.of(keys));
    }

    /** Sets the field at {@code path}, making the mappings on the way; an element of a list must be there. */
    public Patch set(Object value, FieldPath path) {
        Value tree = Value.of(value);
        operations.add(object -> {
            FieldPath missing = path.put(object.body(), tree.copy());
            return missing == null ? null : missing.toString();
        });
        return this;
    }

    /** Removes the field at {@code keys}, which must be there. */
    public Patch remove(String... keys) {
        return remove(FieldPath.of(keys));
    }

    /** Removes the field at {@code path}, which must be there. */
    public Patch remove(FieldPath path) {
        operations.add(object -> path.remove(object.body()) ? null : path.toString());
        return this;
    }

    /** Merges a partial object as {@code kubectl patch} does: see {@link StrategicMerge}. */
    public Patch merge(Mapping partial) {
        operations.add(object -> {
            StrategicMerge.merge(object.body(), partial);
            return null;
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
        operations.add(object -> {
            Fabric8.edit(object.body(), builder, change);
            return null;
        });
        return kind(Fabric8.kind(builder));
    }

    Node scope() {
        return scope;
    }

    String because() {
        return because;
    }

    String describe() {
        var words = new StringBuilder(kind == null ? "every object" : kind);
        if (name != null) {
            words.append(' ').append(name);
        }
        return words.append(" of ").append(scope.path()).toString();
    }

    void apply() {
        var present = new ArrayList<String>();
        boolean matched = false;
        for (Node node : scope.subtree()) {
            for (KubernetesObject object : node.objects()) {
                present.add(object.kind() + " " + object.name());
                if (matches(object)) {
                    matched = true;
                    apply(object);
                }
            }
        }
        if (!matched) {
            String wanted = (kind == null ? "" : kind + " ") + (name == null ? "" : name);
            String near = Names.nearest(wanted, present);
            scope.findings()
                    .error(
                            "patch-matches-nothing",
                            scope,
                            origin,
                            "Tried to patch " + describe() + ", but no object matches; "
                                    + (present.isEmpty()
                                            ? "it makes none"
                                            : "there are: " + String.join(", ", present)),
                            near == null
                                    ? "name one of these, or take the patch away"
                                    : "name " + near + ", or take the patch away");
        }
    }

    private boolean matches(KubernetesObject object) {
        return (kind == null || kind.equals(object.kind()))
                && (name == null || name.equals(object.name()))
                && (namespace == null || namespace.equals(object.namespace()));
    }

    private void apply(KubernetesObject object) {
        for (Operation operation : operations) {
            String missing = operation.apply(object);
            if (missing != null) {
                scope.findings()
                        .error(
                                "patch-matches-nothing",
                                scope,
                                origin,
                                "Tried to patch " + missing + " of " + object + ", but it has no such field",
                                "look at the object in dist/ and name a field that is there");
            }
        }
        object.touchedBy(origin);
    }
}
