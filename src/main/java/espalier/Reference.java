package espalier;

import org.jspecify.annotations.Nullable;

/**
 * One mention of something another construct provides: what it is, which key or port of it, and what is written for it.
 *
 * <p>Kept in the tree where it is written, so that every use becomes an edge without anybody declaring it.
 */
public final class Reference {
    private final Provision provision;
    private final @Nullable String detail;
    private final String value;
    private final String elsewhere;
    private final boolean secret;
    private final @Nullable Need need;
    private final boolean variable;

    /**
     * A strength other than that of the field in which the reference stands.
     *
     * @param strength what the reader really needs
     * @param because why
     */
    public record Need(Strength strength, String because) {}

    private Reference(
            Provision provision,
            @Nullable String detail,
            String value,
            String elsewhere,
            boolean secret,
            @Nullable Need need,
            boolean variable) {
        this.provision = provision;
        this.detail = detail;
        this.value = value;
        this.elsewhere = elsewhere;
        this.secret = secret;
        this.need = need;
        this.variable = variable;
    }

    /**
     * @param detail the key or port that is meant, null for the whole object
     * @param value what is written
     */
    public static Reference to(Provision provision, @Nullable String detail, String value) {
        return new Reference(provision, detail, value, value, false, null, false);
    }

    /** This reference, for which readers outside the namespace of what it points to write {@code value} instead. */
    Reference elsewhere(String value) {
        return new Reference(provision, detail, this.value, value, secret, need, variable);
    }

    /** This reference as somebody in {@code namespace} writes it; empty for a reader of which no namespace is known. */
    Reference readIn(String namespace) {
        boolean apart = !namespace.equals(provision.identity().namespace());
        return apart ? new Reference(provision, detail, elsewhere, elsewhere, secret, need, variable) : this;
    }

    /** Whether what is written depends on where the reader stands. */
    boolean dependsOnReader() {
        return !value.equals(elsewhere);
    }

    /** A place for the value of {@code key}, which is not known and must never be written. */
    static Reference toValueOf(SecretKey key) {
        return new Reference(key.provision(), key.keyName(), "", "", true, null, false);
    }

    /** A place in which Flux puts the value of {@code key} when it applies the object. */
    static Reference toVariable(Provision provision, String key) {
        String placeholder = "${" + key + "}";
        return new Reference(provision, key, placeholder, placeholder, false, null, true);
    }

    /** Whether Flux puts a value in its place, so that not the object needs what it points to, but its Kustomization. */
    public boolean isVariable() {
        return variable;
    }

    public Provision provision() {
        return provision;
    }

    /** The key or port that is meant, null for the whole object. */
    public @Nullable String detail() {
        return detail;
    }

    Reference with(Need other) {
        return new Reference(provision, detail, value, elsewhere, secret, other, variable);
    }

    /** What somebody said the reader needs of it, or null where the field says it. */
    public @Nullable Need need() {
        return need;
    }

    String value() {
        return value;
    }

    /** Whether it stands for a secret value, which only a container's environment can take in. */
    public boolean isSecretValue() {
        return secret;
    }
}
