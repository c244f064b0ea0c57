package espalier.kubernetes;

import espalier.ConfigKey;
import espalier.Names;
import espalier.Provision;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What restarts the pods of a workload when its content changes: its hash stands in an annotation of theirs. */
final class Checksums {
    private final Map<String, ConfigKey> configs = new LinkedHashMap<>();
    private final Map<String, Provision> secrets = new LinkedHashMap<>();

    void of(ConfigKey key) {
        configs.put(key.configMap().text(), key);
    }

    /** Nothing else restarts a pod whose variables come from a Secret that a person has changed in git. */
    void of(Provision secret) {
        secrets.put(secret.identity().name(), secret);
    }

    /** The annotations for these and for what {@code volumes} hold, behind those that are given. */
    Mapping annotations(Mapping given, PodVolumes volumes) {
        Mapping annotations = given.copy();
        volumes.forEach((name, volume) -> put(annotations, name, volume::contentHash));
        configs.forEach((name, key) -> put(annotations, name, key::contentHash));
        secrets.forEach((name, secret) -> put(annotations, name, () -> ContentHash.ofEncrypted(secret)));
        return annotations;
    }

    /** A patch may still change the content, so that its hash is taken when the pods are written. */
    private static void put(Mapping annotations, String name, Supplier<@Nullable String> hash) {
        if (hash.get() != null) {
            String key = name.length() > 63 ? Names.asLabel(name, "config") : name;
            annotations.put("checksum/" + key, Text.later(() -> String.valueOf(hash.get())));
        }
    }
}
