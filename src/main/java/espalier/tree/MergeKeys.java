package espalier.tree;

import org.jspecify.annotations.Nullable;

/**
 * By which key the elements of a list are the same element: Kubernetes's own merge keys (the {@code patchMergeKey} of its API),
 * which kustomize and kubectl follow as well. Lists that are not here are replaced as a whole.
 */
final class MergeKeys {
    private MergeKeys() {}

    /** The key for the list {@code field}, whose elements look like {@code sample}; null for a list that is atomic. */
    static @Nullable String of(@Nullable String field, Sequence sample) {
        if (field == null || sample.isEmpty() || !(sample.get(0) instanceof Mapping first)) {
            return null;
        }
        String key = switch (field) {
            case "containers",
                    "initContainers",
                    "ephemeralContainers",
                    "volumes",
                    "env",
                    "imagePullSecrets",
                    "secrets" -> "name";
            case "volumeMounts" -> "mountPath";
            case "volumeDevices" -> "devicePath";
            case "ports" -> first.has("containerPort") ? "containerPort" : "port";
            case "hostAliases" -> "ip";
            case "topologySpreadConstraints" -> "topologyKey";
            default -> null;
        };
        return key != null && first.has(key) ? key : null;
    }
}
