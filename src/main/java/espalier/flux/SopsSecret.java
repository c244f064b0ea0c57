package espalier.flux;

import espalier.Component;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Origin;
import espalier.Provision;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.rules.References;
import espalier.tree.Mapping;
import java.util.List;

/**
 * A Secret that a person encrypted with SOPS, and that Flux decrypts.
 *
 * <p>Git holds the file as that person made it, byte by byte; only its keys are read here, never a value. Its name is that in
 * the file, and its namespace must be that of the scope. The cluster says once for whom its files are encrypted: {@code
 * c.sops("age1…")}.
 */
public final class SopsSecret extends Component {
    private final Provision provision;
    private final List<String> keys;

    /**
     * The Secret of {@code file}, in {@code scope}.
     *
     * @param file one Secret as YAML, of which {@code sops encrypt} has encrypted {@code data} and {@code stringData}
     */
    public SopsSecret(Scope scope, String id, Resource file) {
        super(scope, id);
        Mapping body = SopsFile.add(node(), file);
        if (body == null) {
            Identity unknown = Identity.of("", "Secret", node().namespace().text(), node().objectName());
            keys = List.of();
            provision = Provision.of(unknown, node());
        } else {
            KubernetesObject secret = node().objects().get(0);
            List<String> read = secret.keys();
            keys = read == null ? List.of() : read;
            provision = Provision.of(secret.identity(), node()).withKeys(keys);
        }
    }

    /** The key {@code key}; one that is not in the file is a finding. */
    public SecretKey key(String key) {
        if (!keys.contains(key) && !node().isIncomplete()) {
            String near = Names.nearest(key, keys);
            node().findings()
                    .report(
                            References.SECRET_KEY,
                            node(),
                            Origin.here(),
                            "Tried to read the key \"" + key + "\" of the encrypted Secret "
                                    + provision.identity().name() + ", but it has "
                                    + (keys.isEmpty() ? "none" : "only: " + String.join(", ", keys)),
                            near == null
                                    ? "add the key with `sops edit`, or name one that is there"
                                    : "name \"" + near + "\"");
            return SecretKey.missing(provision, key);
        }
        return SecretKey.of(provision, key);
    }

    /** Whether the file has the key {@code key}; true where the file cannot be read, which is told already. */
    public boolean has(String key) {
        return keys.contains(key) || node().isIncomplete();
    }

    /** The Secret's name, for what reads it as a whole. */
    public Text name() {
        return provision.name();
    }
}
