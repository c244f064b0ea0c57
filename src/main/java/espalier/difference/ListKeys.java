package espalier.difference;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what the elements of a list are the same element. More generous than what the API server merges by: a list is compared here,
 * not changed, so that any key does that tells its elements apart on both sides.
 */
final class ListKeys {
    /** What tells ports apart that have no names. */
    private static final List<String> PORTS = List.of("containerPort", "port");

    private static final List<String> USUAL = List.of(
            "name",
            "key",
            "mountPath",
            "devicePath",
            "port",
            "containerPort",
            "ip",
            "topologyKey",
            "type",
            "id",
            "host",
            "hostname",
            "secretName",
            "alert",
            "record",
            "path",
            "cidr",
            "address");

    /** Lists of words or numbers whose order means nothing to anybody. */
    private static final Set<String> SETS = Set.of(
            "accessModes",
            "finalizers",
            "verbs",
            "resources",
            "apiGroups",
            "resourceNames",
            "nonResourceURLs",
            "hostnames",
            "dnsNames",
            "hosts",
            "namespaces",
            "shortNames",
            "categories",
            "policyTypes",
            "ipFamilies",
            "mountOptions",
            "drop",
            "toEntities",
            "fromEntities");

    /** A key, and the second one that has to be asked where the first says the same twice; null where it never does. */
    record Key(String first, @Nullable String second) {
        String of(Value item) {
            String one = text(item, first);
            String other = second == null ? null : text(item, second);
            return other == null ? String.valueOf(one) : one + "/" + other;
        }
    }

    private ListKeys() {}

    /** The key of the list {@code field}, of which {@code before} and {@code after} are two states; null for none. */
    static @Nullable Key of(@Nullable String field, Sequence before, Sequence after) {
        if ("volumeMounts".equals(field)) {
            var key = new Key("mountPath", null);
            return tells(key, before) && tells(key, after) ? key : null;
        }
        for (String candidate : USUAL) {
            var key = new Key(candidate, null);
            if (tells(key, before) && tells(key, after)) {
                return key;
            }
        }
        for (String port : PORTS) {
            var key = new Key(port, "protocol");
            if (tells(key, before) && tells(key, after)) {
                return key;
            }
        }
        for (String first : List.of("kind", "metadata")) {
            var key = new Key(first, "name");
            if (tells(key, before) && tells(key, after)) {
                return key;
            }
        }
        return null;
    }

    private static boolean tells(Key key, Sequence items) {
        var seen = new HashSet<String>();
        for (Value item : items) {
            if (text(item, key.first) == null || !seen.add(key.of(item))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String text(Value item, String key) {
        if (!(item instanceof Mapping mapping)) {
            return null;
        }
        if (key.equals("metadata")) { // of a claim's template, or an object in a List
            Mapping metadata = mapping.mapping(key);
            return metadata == null ? null : metadata.text("name");
        }
        return mapping.get(key) instanceof Leaf leaf ? leaf.text() : null;
    }

    /** Whether the order of the list {@code field} means nothing. */
    static boolean isSet(@Nullable String field) {
        return field != null && SETS.contains(field);
    }

    /** Whether another order of the same named elements is another behaviour. */
    static boolean isOrdered(@Nullable String field, Sequence items) {
        if (field == null) {
            return false;
        }
        return switch (field) {
            case "initContainers" -> true;
            case "env" -> readsEarlier(items);
            default -> false;
        };
    }

    /** A variable sees only those that stand before it. */
    private static boolean readsEarlier(Sequence items) {
        for (Value item : items) {
            String value = item instanceof Mapping mapping ? mapping.text("value") : null;
            if (value != null && value.contains("$(")) {
                return true;
            }
        }
        return false;
    }
}
