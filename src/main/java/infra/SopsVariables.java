package infra;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Composed;
import espalier.Text;
import espalier.flux.SopsSecret;
import espalier.kubernetes.ObjectSettings;
import espalier.kubernetes.SecretSource;
import espalier.rules.Rule;
import espalier.tree.Mapping;

/**
 * One Secret of variables, encrypted with SOPS, for all apps: what they declare becomes Secrets in git whose values Flux puts in when
 * it applies them. Each key of each Secret is a variable, under a name that says both; the cluster's page lists them.
 *
 * <p>Flux writes bare values: one that is all digits, or {@code true}, is no text any more, and Kubernetes refuses the Secret.
 */
public final class SopsVariables extends Component implements SecretSource {
    private static final Rule NO_VARIABLE = Rule.error(
            "variable-missing",
            "A Secret takes its value from a variable that nobody encrypted",
            "Flux would put in nothing, or refuse to apply anything of the app",
            "add the variable to the encrypted file");

    private final SopsSecret variables;
    private final Resource file;
    private final FlatNames names = new FlatNames(this);

    /** The variables of {@code file}, a Secret in Flux's namespace, which is that of {@code scope}. */
    public SopsVariables(Scope scope, String id, Resource file) {
        super(scope, id);
        this.file = file;
        variables = new SopsSecret(this, "secret", file);
    }

    @Override
    public void provide(Component secret, SecretDeclaration declaration) {
        var data = new Mapping();
        for (SecretDeclaration.Key key : declaration.keys()) {
            Text value = key.recipe() instanceof Composed composed
                    ? composed.text((other, of) -> variable(secret, key, names.sharedNameOf(other, of)))
                    : variable(secret, key, names.nameOf(declaration, key));
            data.put(key.name(), value);
        }
        new Secret(secret, declaration.provision().identity().name(), data);
    }

    private Text variable(Component reader, SecretDeclaration.Key key, String name) {
        if (variables.has(name)) {
            return variables.key(name).substituted();
        }
        reader.node()
                .findings()
                .report(
                        NO_VARIABLE,
                        reader.node(),
                        "Tried to take the key \"" + key.name() + "\" of "
                                + reader.node().path() + " from the variable " + name + ", but " + file.path()
                                + " has none of that name",
                        "add it with `sops edit src/main/resources/" + file.path() + "`: "
                                + key.recipe().describe());
        return Text.of("");
    }

    /** A Secret whose values stand for variables of Flux. */
    private static final class Secret extends Component {
        private Secret(Component scope, String name, Mapping data) {
            super(scope, only("secret"));
            var settings = new SecretSettings(this);
            settings.named(name);
            node().write(() -> node().add(settings.with(data)));
        }
    }

    private static final class SecretSettings extends ObjectSettings<SecretSettings> {
        private SecretSettings(Secret secret) {
            super(secret.node());
        }

        @Override
        protected SecretSettings self() {
            return this;
        }

        private Mapping with(Mapping data) {
            return object("v1", "Secret").put("type", "Opaque").put("stringData", data);
        }
    }
}
