package espalier;

/** One key of a Secret, wherever the Secret comes from. */
public final class SecretKey {
    private final Provision provision;
    private final String key;

    private SecretKey(Provision provision, String key) {
        this.provision = provision;
        this.key = key;
    }

    /** The key {@code key} of the Secret that {@code provision} stands for. */
    public static SecretKey of(Provision provision, String key) {
        return new SecretKey(provision, key);
    }

    /** The Secret's name. */
    public Text secret() {
        return Text.reference(Reference.to(provision, key, provision.identity().name()));
    }

    /** The key's name. */
    public Text key() {
        return Text.of(key);
    }

    public Provision provision() {
        return provision;
    }

    String keyName() {
        return key;
    }
}
