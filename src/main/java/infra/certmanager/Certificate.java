package infra.certmanager;

import espalier.Component;
import espalier.Identity;
import espalier.Provision;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** A certificate, and the Secret of the same name that cert-manager keeps it in. */
public final class Certificate extends Component {
    private final Provision secret;

    /** A certificate of {@code issuer} for {@code hosts}, of which one may begin with {@code *.}. */
    public Certificate(Scope scope, String id, Issuer issuer, String... hosts) {
        super(scope, id);
        String name = node().objectName();
        new CustomResource(
                this,
                "cert-manager.io/v1",
                "Certificate",
                c -> c.spec("secretName", name)
                        .spec("issuerRef", Mapping.of("kind", "ClusterIssuer").put("name", issuer.name()))
                        .spec("dnsNames", Sequence.of((Object[]) hosts)));
        var identity = Identity.of("", "Secret", node().namespace().text(), name);
        secret = Provision.of(identity, node()).withKeys(List.of("tls.crt", "tls.key"));
    }

    /** The name of its Secret. */
    public Text secret() {
        return secret.name();
    }
}
