package espalier;

/** One key of a Secret, wherever the Secret comes from. */
public final class SecretKey {
    private final Provision provision;
    private final String key;
    private final boolean seen;

    private SecretKey(Provision provision, String key, boolean seen) {
        this.provision = provision;
        this.key = key;
        this.seen = seen;
    }

    /** The key {@code key} of the Secret that {@code provision} stands for. */
    public static SecretKey of(Provision provision, String key) {
        return new SecretKey(provision, key, true);
    }

    /** The handle of a key that is not there, which was told: whoever reads it goes on, and nothing more is said of it. */
    public static SecretKey missing(Provision provision, String key) {
        provision.provider().markKeyMissing(provision.identity(), key);
        return of(provision, key);
    }

    /** Likewise of a Secret that may still get it: whether it is there is looked up for who reads it. */
    public static SecretKey unseen(Provision provision, String key) {
        return new SecretKey(provision, key, false);
    }

    /** The Secret's name. */
    public Text secret() {
        return Text.reference(
                Reference.to(provision, seen ? key : null, provision.identity().name()));
    }

    /** The key's name. */
    public Text key() {
        return Text.of(key);
    }

    /**
     * The value of the key, put in by Flux when it applies the object that holds this text: for what is not the same in git
     * as on the cluster. The Secret stands in Flux's own namespace. Flux writes the bare value, so that {@code 1} or {@code
     * true} is no text any more where nothing stands around it.
     */
    public Text substituted() {
        return Text.reference(Reference.toVariable(provision, key));
    }

    public Provision provision() {
        return provision;
    }

    /** Whether it was told that the Secret has no such key. */
    public boolean isMissing() {
        return provision.provider().isKeyMissing(provision.identity(), key);
    }

    String keyName() {
        return key;
    }
}
