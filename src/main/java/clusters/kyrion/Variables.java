package clusters.kyrion;

import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.sealed.SealedSecret;

/**
 * What Elysium's documents say as {@code ${NAME}}: Flux puts the values in when it applies what asks for one, and nowhere else. What
 * nobody has to keep secret stands in {@code cluster-vars}, and the rest is sealed as {@code cluster-secret-vars}.
 */
final class Variables {
    private final ConfigMap plain;
    private final SealedSecret secret;

    Variables(Stage stage) {
        var flux = stage.in(NamespaceHandle.FLUX_SYSTEM);
        // The document has *.ts.net, and not the name of the tailnet.
        plain = new ConfigMap(flux, "cluster-vars", c -> c.value("TAILNET", "elysium.ts.net"));
        secret = new SealedSecret(
                flux, "cluster-secret-vars", Resource.of("kyrion/flux-system/cluster-secret-vars.sealed.yaml"));
    }

    /** The tailnet's name in DNS. */
    Text tailnet() {
        return plain.key("TAILNET").substituted();
    }

    /** Whom Let's Encrypt writes to. */
    Text email() {
        return secret.key("ACME_EMAIL").substituted();
    }
}
