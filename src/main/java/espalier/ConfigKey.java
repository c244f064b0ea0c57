package espalier;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One key of a ConfigMap. */
public final class ConfigKey {
    private final Provision provision;
    private final String key;
    private final Supplier<@Nullable String> contentHash;

    private ConfigKey(Provision provision, String key, Supplier<@Nullable String> contentHash) {
        this.provision = provision;
        this.key = key;
        this.contentHash = contentHash;
    }

    /**
     * The key {@code key} of the ConfigMap that {@code provision} stands for.
     *
     * @param contentHash a hash that changes with the content, null when the name does
     */
    public static ConfigKey of(Provision provision, String key, Supplier<@Nullable String> contentHash) {
        return new ConfigKey(provision, key, contentHash);
    }

    /** The ConfigMap's name. */
    public Text configMap() {
        return Text.reference(Reference.to(provision, key, provision.identity().name()));
    }

    /** The key's name. */
    public Text key() {
        return Text.of(key);
    }

    /**
     * The value of the key, put in by Flux when it applies the object that holds this text: for what is not the same in git
     * as on the cluster. The ConfigMap stands in Flux's own namespace. Flux writes the bare value, so that {@code 1} or {@code
     * true} is no text any more where nothing stands around it.
     */
    public Text substituted() {
        return Text.reference(Reference.toVariable(provision, key));
    }

    /** What a pod that reads the key carries, so that it is restarted when the content changes. */
    public @Nullable String contentHash() {
        return contentHash.get();
    }
}
