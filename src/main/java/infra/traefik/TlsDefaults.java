package infra.traefik;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.certmanager.Certificate;
import infra.traefik.TlsOption.OptionSettings;
import java.util.function.Consumer;

/**
 * What Traefik speaks TLS with where a route says nothing else: one certificate for all hosts of its domain, and the options. Traefik
 * takes both by their name, {@code default}, from whatever namespace, and only if there is one of each.
 */
public final class TlsDefaults extends Component {
    private static final String NAME = "default";

    /** Those of {@code traefik}, in the namespace of {@code scope}. */
    public TlsDefaults(Scope scope, String id, Traefik traefik, Consumer<OptionSettings> configure) {
        super(scope, id);
        var certificate = new Certificate(this, "certificate", traefik.issuer(), "*." + traefik.domain());
        new CustomResource(
                this,
                "store",
                Traefik.API,
                "TLSStore",
                s -> s.named(NAME) // Where names are strict, Traefik takes its default certificate for none of them.
                        .spec("certificates", Sequence.of(Mapping.of("secretName", certificate.secret()))));
        new TlsOption(this, "option", o -> {
            o.named(NAME);
            configure.accept(o);
        });
    }
}
