package infra;

import espalier.Identity;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.flux.HelmRelease;
import espalier.kubernetes.CustomResource;
import java.util.List;

/** A field of an item in a 1Password vault; the Secret is made with whoever reads it. */
public final class VaultItem {
    private final HelmRelease operator;
    private final String path;
    private final String field;

    VaultItem(HelmRelease operator, String path, String field) {
        this.operator = operator;
        this.path = path;
        this.field = key(field);
    }

    /** The operator calls a Secret's keys like the item's fields, with a hyphen for what a key cannot hold. */
    private static String key(String field) {
        var key = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean allowed = c == '-' || c == '.' || c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
            if (allowed || key.length() > 0 && key.charAt(key.length() - 1) != '-') {
                key.append(allowed ? c : '-');
            }
        }
        return key.toString();
    }

    /** Makes the Secret {@code id} of {@code reader} and gives its key. */
    public SecretKey secretFor(Scope reader, String id) {
        if (operator.node().cluster() != reader.node().cluster()) {
            // The reader's own edge to the item's definition would be missing; the key says whom it belongs to.
            return SecretKey.of(Provision.of(secret(reader, id), operator.node()), field);
        }
        var item = new CustomResource(reader, id, OnePassword.API, "OnePasswordItem", r -> r.spec("itemPath", path));
        var secret =
                Provision.of(secret(reader, item.name().text()), item.node()).withKeys(List.of(field));
        item.node().provide(secret);
        return SecretKey.of(secret, field);
    }

    private static Identity secret(Scope reader, String name) {
        return Identity.of("", "Secret", reader.node().namespace().text(), name);
    }
}
