package espalier.difference;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Identity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of an object nobody may see: a Secret's values, what SOPS encrypted, what was sealed. Only which keys differ is told. */
final class Concealment {
    private static final String SOPS = "ENC[";

    private final Mapping before;
    private final Mapping after;

    private Concealment(Mapping before, Mapping after) {
        this.before = before;
        this.after = after;
    }

    static Concealment of(Identity object, Mapping before, Mapping after) {
        return new Concealment(secrets(object, before), secrets(object, after));
    }

    /** Adds a change for each key that differs. */
    void addTo(List<FieldChange> changes) {
        var keys = new TreeSet<String>(before.keys());
        keys.addAll(after.keys());
        for (String key : keys) {
            Value old = before.get(key);
            Value now = after.get(key);
            if (old == null || now == null || !old.equals(now)) {
                changes.add(FieldChange.secret(FieldPath.of("data", key), old != null, now != null));
            }
        }
    }

    /** What must not be told, by its key. */
    private static Mapping secrets(Identity object, Mapping body) {
        var secrets = new Mapping();
        if (isSecret(object)) {
            put(body.mapping("data"), secrets, false);
            put(body.mapping("stringData"), secrets, true);
        } else if (isSealed(object)) {
            Mapping spec = body.mapping("spec");
            put(spec == null ? null : spec.mapping("encryptedData"), secrets, false);
        } else if (body.has("sops")) {
            encrypted(body, "", secrets);
        }
        return secrets;
    }

    /** The API server keeps {@code stringData} as {@code data}, so that both are one. */
    private static void put(@Nullable Mapping values, Mapping into, boolean plain) {
        if (values != null) {
            values.forEach((key, value) -> into.put(
                    key,
                    plain && value instanceof Leaf leaf && !leaf.text().startsWith(SOPS)
                            ? Scalar.of(Base64.getEncoder()
                                    .encodeToString(leaf.text().getBytes(UTF_8)))
                            : value));
        }
    }

    private static void encrypted(Value value, String path, Mapping into) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> {
                if (!path.isEmpty() || !key.equals("sops")) {
                    encrypted(child, path.isEmpty() ? key : path + "." + key, into);
                }
            });
        } else if (value instanceof Sequence items) {
            for (int i = 0; i < items.size(); i++) {
                encrypted(items.get(i), path + "[" + i + "]", into);
            }
        } else if (value instanceof Leaf leaf && leaf.text().startsWith(SOPS)) {
            into.put(path, value);
        }
    }

    /** {@code body} without what must not be told. */
    static Mapping withoutSecrets(Identity object, Mapping body) {
        var kept = new Mapping();
        body.forEach((key, value) -> {
            boolean hidden = isSecret(object) && (key.equals("data") || key.equals("stringData")) || key.equals("sops");
            if (!hidden) {
                kept.put(key, body.has("sops") ? withoutEncrypted(value) : value);
            }
        });
        Mapping spec = kept.mapping("spec");
        if (isSealed(object) && spec != null) {
            Mapping rest = spec.copy();
            rest.remove("encryptedData");
            kept.put("spec", rest);
        }
        return kept;
    }

    private static Value withoutEncrypted(Value value) {
        if (value instanceof Mapping mapping) {
            var kept = new Mapping();
            mapping.forEach((key, child) -> kept.put(key, withoutEncrypted(child)));
            return kept;
        }
        if (value instanceof Sequence items) {
            var kept = new Sequence();
            items.forEach(item -> kept.add(withoutEncrypted(item)));
            return kept;
        }
        return value instanceof Leaf leaf && leaf.text().startsWith(SOPS) ? Scalar.of("(encrypted)") : value;
    }

    private static boolean isSecret(Identity object) {
        return object.kind().equals("Secret") && object.group().isEmpty();
    }

    private static boolean isSealed(Identity object) {
        return object.kind().equals("SealedSecret");
    }
}
