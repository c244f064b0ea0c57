package infra.externalsecrets;

import espalier.Component;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Composed;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.SecretSource;
import espalier.tree.Mapping;
import infra.FlatNames;

/**
 * Doppler as the place of all secrets: what apps declare, the operator makes of what it finds there. Each key of each Secret is
 * one of Doppler's, under a name that says both.
 *
 * <p>The service token that opens it is brought by the bootstrap, and is the only secret that is.
 */
public final class Doppler extends Component implements SecretStore, SecretSource {
    private static final String TOKEN = "dopplerToken";

    private final CustomResource store;
    private final FlatNames names = new FlatNames(this);

    Doppler(Component operator, String id, Namespace namespace, String token) {
        super(operator, id);
        var secret = new BootstrapSecret(
                in(namespace),
                "token",
                s -> s.named(id + "-token").given(TOKEN, token).beforeFlux());
        var reference = Mapping.of("name", secret.key(TOKEN).secret())
                .put("namespace", namespace.name())
                .put("key", secret.key(TOKEN).key());
        var auth = Mapping.of("secretRef", Mapping.of("dopplerToken", reference));
        store = new CustomResource(
                this,
                ExternalSecrets.API,
                "ClusterSecretStore",
                s -> s.named(id).clusterScoped().spec("provider", Mapping.of("doppler", Mapping.of("auth", auth))));
    }

    @Override
    public Text name() {
        return store.name();
    }

    @Override
    public void provide(Component secret, SecretDeclaration declaration) {
        new ExternalSecret(secret, this, s -> {
            s.named(declaration.provision().identity().name());
            for (SecretDeclaration.Key key : declaration.keys()) {
                if (key.recipe() instanceof Composed composed) {
                    s.template(key.name(), composed.value((other, of) -> read(s, names.sharedNameOf(other, of))));
                } else {
                    s.template(key.name(), read(s, names.nameOf(declaration, key)));
                }
            }
        });
    }

    private static String read(ExternalSecret.ExternalSecretSettings secret, String name) {
        secret.data(name, name);
        return "{{ ." + name + " }}";
    }
}
