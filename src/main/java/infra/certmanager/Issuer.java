package infra.certmanager;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import org.jspecify.annotations.Nullable;

/** Gives certificates to any namespace: a ClusterIssuer. */
public final class Issuer extends Component {
    private static final String SERVER = "https://acme-v02.api.letsencrypt.org/directory";

    private final CustomResource issuer;

    Issuer(Scope scope, String id, SecretKey token, @Nullable Text email) {
        super(scope, id);
        var cloudflare = Mapping.of(
                "apiTokenSecretRef", Mapping.of("name", token.secret()).put("key", token.key()));
        var solver = Mapping.of("dns01", Mapping.of("cloudflare", cloudflare));
        var acme = Mapping.of("server", SERVER)
                .putIfAny("email", email)
                .put("privateKeySecretRef", Mapping.of("name", id + "-account-key"))
                .put("solvers", Sequence.of(solver));
        issuer = new CustomResource(
                this,
                "cert-manager.io/v1",
                "ClusterIssuer",
                i -> i.named(id).clusterScoped().spec("acme", acme));
    }

    /** The issuer's name, for an annotation that asks it for a certificate. */
    public Text name() {
        return issuer.name();
    }
}
