package espalier;

import org.jspecify.annotations.Nullable;

/**
 * A field that holds the name of another object: where it stands in the reader, what it names, and what the reader needs
 * of it.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class ReferenceField implements Cloneable {
    private final String path;
    private final String group;
    private final String kind;
    private Reach reach = Reach.SAME_NAMESPACE;
    private Strength strength = Strength.RUN;
    private String namespaceKey = "namespace";
    private @Nullable String keyKey;
    private @Nullable String[] defaultKeys = {null};
    private @Nullable String portKey;
    private @Nullable String orKind;
    private @Nullable String kindKey;
    private boolean optional;
    private boolean granted;
    private boolean onlyWithKey;

    /** Where an object can stand that a field names. */
    public enum Reach {
        /** In the namespace of the reader. */
        SAME_NAMESPACE,
        /** In the namespace that a field beside the name says, else in the reader's. */
        SIBLING_NAMESPACE,
        /** Where a chart is installed: {@code spec.targetNamespace}, else in the reader's. */
        TARGET_NAMESPACE,
        /** Where the operator of the reader's kind runs, since the reader stands in no namespace. */
        OPERATOR_NAMESPACE,
        /** In no namespace. */
        CLUSTER
    }

    private ReferenceField(String group, String kind, String path) {
        this.group = group;
        this.kind = kind;
        this.path = path;
    }

    /**
     * The field at {@code path} names a {@code kind} of {@code group} in the reader's own namespace, which the reader needs in
     * order to run.
     *
     * @param path the keys down to the name, with a dot between two: {@code spec.volumes[].secret.secretName}. {@code []}
     *     stands for any element of a list, {@code *} for any key, {@code **} for any way down, and a key that has dots stands in
     *     brackets: {@code metadata.annotations[example.com/secret]}
     */
    public static ReferenceField to(String group, String kind, String path) {
        return new ReferenceField(group, kind, path);
    }

    /** The field at {@code path} names a Secret of the reader's own namespace. */
    public static ReferenceField secret(String path) {
        return to("", "Secret", path);
    }

    /** The field at {@code path} names a ConfigMap of the reader's own namespace. */
    public static ReferenceField configMap(String path) {
        return to("", "ConfigMap", path);
    }

    /** The field at {@code path} names a Service of the reader's own namespace. */
    public static ReferenceField service(String path) {
        return to("", "Service", path);
    }

    private ReferenceField changed() {
        try {
            return (ReferenceField) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is named stands in the namespace that {@code namespace} beside the name says, if there is one. */
    public ReferenceField inAnyNamespace() {
        return inNamespaceOf("namespace");
    }

    /** What is named stands in the namespace that the field {@code key} beside the name says, if there is one. */
    public ReferenceField inNamespaceOf(String key) {
        ReferenceField changed = in(Reach.SIBLING_NAMESPACE);
        changed.namespaceKey = key;
        return changed;
    }

    /** What is named stands elsewhere than in the reader's namespace. Kinds without namespace need not say so. */
    public ReferenceField in(Reach reach) {
        ReferenceField changed = changed();
        changed.reach = reach;
        return changed;
    }

    /**
     * {@code kind} beside the name, with {@code group}, {@code apiGroup} or {@code apiVersion}, says what is named; this kind
     * is meant where they are not there. An empty one means nothing then.
     */
    public ReferenceField orKindSaid() {
        return orKindSaid("kind");
    }

    /** The field {@code sibling} beside the name says the kind of what is named, if it is there. */
    public ReferenceField orKindSaid(String sibling) {
        ReferenceField changed = changed();
        changed.kindKey = sibling;
        return changed;
    }

    /** Where there is no {@code kind} of its group under that name, it names an {@code other} one. */
    public ReferenceField orElse(String other) {
        ReferenceField changed = changed();
        changed.orKind = other;
        return changed;
    }

    /** {@code key} beside the name says which key of it is read. */
    public ReferenceField withKey() {
        return withKey("key", null);
    }

    /**
     * The field {@code sibling} beside the name says which key of it is read; a list of mappings with a {@code key} each says
     * which ones.
     *
     * @param otherwise the key that is read where it says nothing, null for none
     */
    public ReferenceField withKey(String sibling, @Nullable String otherwise) {
        ReferenceField changed = changed();
        changed.keyKey = sibling;
        changed.defaultKeys = new @Nullable String[] {otherwise};
        return changed;
    }

    /** All of {@code keys} are read of it, whatever stands beside the name. */
    public ReferenceField withKeys(String... keys) {
        ReferenceField changed = changed();
        changed.defaultKeys = keys.clone();
        return changed;
    }

    /** It is a name only where {@code key} stands beside it, as in {@code name: login, key: password}. */
    public ReferenceField onlyWithKey() {
        ReferenceField changed = withKey();
        changed.onlyWithKey = true;
        return changed;
    }

    /** {@code port} beside the name says which port of the Service is used. */
    public ReferenceField withPort() {
        ReferenceField changed = changed();
        changed.portKey = "port";
        return changed;
    }

    /** The reader needs it otherwise than in order to run. */
    public ReferenceField needed(Strength strength) {
        ReferenceField changed = changed();
        changed.strength = strength;
        return changed;
    }

    /** The order does not matter: the reader is taken, and becomes ready, without it. */
    public ReferenceField mentioned() {
        return needed(Strength.MENTION);
    }

    /** What is named need not exist. */
    public ReferenceField optional() {
        ReferenceField changed = changed();
        changed.optional = true;
        return changed;
    }

    /** Into another namespace it reaches only where a ReferenceGrant there allows it. */
    public ReferenceField granted() {
        ReferenceField changed = changed();
        changed.granted = true;
        return changed;
    }

    /** Where it stands, as {@link #to} takes it. */
    public String path() {
        return path;
    }

    /** The group of what is named, unless that is said beside the name. */
    public String group() {
        return group;
    }

    /** The kind of what is named, unless that is said beside the name. */
    public String kind() {
        return kind;
    }

    /** The field beside the name that says the kind, or null. */
    public @Nullable String kindKey() {
        return kindKey;
    }

    /** Another kind of the same group that it can name, or null. */
    public @Nullable String otherKind() {
        return orKind;
    }

    public Reach reach() {
        return reach;
    }

    /** The field beside the name that holds the namespace, where the reach is {@link Reach#SIBLING_NAMESPACE}. */
    public String namespaceKey() {
        return namespaceKey;
    }

    public Strength strength() {
        return strength;
    }

    /** The field beside the name that says which key is read, or null. */
    public @Nullable String keyKey() {
        return keyKey;
    }

    /** The keys that are read where nothing beside the name says which; one null for none. */
    public @Nullable String[] defaultKeys() {
        return defaultKeys.clone();
    }

    public boolean isOnlyWithKey() {
        return onlyWithKey;
    }

    /** The field beside the name that says which port is used, or null. */
    public @Nullable String portKey() {
        return portKey;
    }

    public boolean isOptional() {
        return optional;
    }

    public boolean needsGrant() {
        return granted;
    }

    @Override
    public String toString() {
        return path + " → " + kind;
    }
}
