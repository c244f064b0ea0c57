package infra.externalsecrets;

import espalier.Component;
import espalier.Names;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.ObjectSettings;
import espalier.rules.References;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/** A Secret that the operator makes of what stands in a vault, by templates that say each of its keys. */
public final class ExternalSecret extends Component {
    private final ExternalSecretSettings settings;

    /** The Secret of {@code scope}, with its name. */
    public ExternalSecret(Scope scope, SecretStore store, Consumer<ExternalSecretSettings> configure) {
        super(scope, only("externalsecret"));
        settings = complete(store, configure);
    }

    /** One Secret of several in {@code scope}. */
    public ExternalSecret(Scope scope, String id, SecretStore store, Consumer<ExternalSecretSettings> configure) {
        super(scope, id);
        settings = complete(store, configure);
    }

    private ExternalSecretSettings complete(SecretStore store, Consumer<ExternalSecretSettings> configure) {
        var configured = Settings.configured(new ExternalSecretSettings(node()), configure);
        node().write(() -> node().add(configured.toObject(store)));
        return configured;
    }

    /** The key {@code key}; one that no template makes is a finding. */
    public SecretKey key(String key) {
        var keys = settings.templates.keys();
        if (!keys.contains(key)) {
            String near = Names.nearest(key, keys);
            node().findings()
                    .report(
                            References.SECRET_KEY,
                            node(),
                            Origin.here(),
                            "Tried to read the key \"" + key + "\" of the Secret " + settings.objectName()
                                    + ", but its templates make "
                                    + (keys.isEmpty() ? "none" : "only: " + String.join(", ", keys)),
                            near == null
                                    ? "make it with template(…), or name one that is there"
                                    : "name \"" + near + "\"");
            return SecretKey.missing(settings.secret(), key);
        }
        return SecretKey.of(settings.secret(), key);
    }

    /** What can be set: what is read from the vault, and the keys that are made of it. */
    public static final class ExternalSecretSettings extends ObjectSettings<ExternalSecretSettings> {
        private final Mapping read = new Mapping();
        private final Sequence extracted = new Sequence();
        private final Mapping templates = new Mapping();

        private ExternalSecretSettings(Node node) {
            super(node);
        }

        @Override
        protected ExternalSecretSettings self() {
            return this;
        }

        /** Reads {@code remote} from the vault; templates say it as {@code {{ .local }}}. May be said of one twice. */
        public ExternalSecretSettings data(String local, String remote) {
            if (!remote.equals(read.text(local))) {
                putOnce(read, "value", local, remote);
            }
            return this;
        }

        /** Reads all fields of {@code remote}, which is JSON in the vault; templates say each as {@code {{ .field }}}. */
        public ExternalSecretSettings extract(String remote) {
            extracted.add(Mapping.of("extract", Mapping.of("key", remote)));
            return this;
        }

        /** A key of the Secret, as Go's templates have it, with the functions of Sprig. */
        public ExternalSecretSettings template(String key, String template) {
            return template(key, Text.of(template));
        }

        /** A key of the Secret, in whose template stands what others give, such as a host. */
        public ExternalSecretSettings template(String key, Text template) {
            putOnce(templates, "key", key, template);
            return this;
        }

        private Provision secret() {
            return provision("", "Secret").withKeys(templates.keys());
        }

        private Mapping toObject(SecretStore store) {
            var template = Mapping.of("engineVersion", "v2").put("data", templates);
            var spec = Mapping.of(
                            "secretStoreRef",
                            Mapping.of("kind", "ClusterSecretStore").put("name", store.name()))
                    .put(
                            "target",
                            Mapping.of("name", objectName())
                                    .put("creationPolicy", "Owner")
                                    .put("template", template));
            spec.putIfAny("dataFrom", extracted);
            var data = new Sequence();
            for (String local : read.keys()) {
                data.add(Mapping.of("secretKey", local)
                        .put("remoteRef", Mapping.of("key", String.valueOf(read.text(local)))));
            }
            spec.putIfAny("data", data);
            return object(ExternalSecrets.API, "ExternalSecret").put("spec", spec);
        }
    }
}
