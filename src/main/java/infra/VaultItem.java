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
        this.field = field;
    }

    /** Makes the Secret {@code id} of {@code reader} and gives its key. */
    public SecretKey secretFor(Scope reader, String id) {
        if (operator.node().cluster() != reader.node().cluster()) {
            // The reader's own edge to the item's definition would be missing; the key says whom it belongs to.
            return SecretKey.of(Provision.of(secret(reader, id), operator.node()), field);
        }
        var item = new CustomResource(
                reader, id, OnePassword.API, "OnePasswordItem", r -> r.spec("itemPath", path));
        var secret = Provision.of(secret(reader, item.name().text()), item.node()).withKeys(List.of(field));
        item.node().provide(secret);
        return SecretKey.of(secret, field);
    }

    private static Identity secret(Scope reader, String name) {
        return Identity.of("", "Secret", reader.node().namespace().text(), name);
    }
}
