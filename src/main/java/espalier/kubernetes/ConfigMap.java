package espalier.kubernetes;

import espalier.Component;
import espalier.ConfigKey;
import espalier.Names;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Resource;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.rules.References;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Configuration as files or values. A pod that mounts it, or reads a key of it, is restarted when its content changes.
 */
public final class ConfigMap extends Component implements Volume {
    private final ConfigMapSettings settings;

    /** The ConfigMap of {@code scope}, with its name. */
    public ConfigMap(Scope scope, Consumer<ConfigMapSettings> configure) {
        super(scope, only("configmap"));
        settings = complete(configure);
    }

    /** One ConfigMap of several in {@code scope}. */
    public ConfigMap(Scope scope, String id, Consumer<ConfigMapSettings> configure) {
        super(scope, id);
        settings = complete(configure);
    }

    private ConfigMapSettings complete(Consumer<ConfigMapSettings> configure) {
        var configured = Settings.configured(new ConfigMapSettings(node()), configure);
        node().write(() -> {
            var object = node().add(configured.object("v1", "ConfigMap").put("data", configured.data));
            if (isHashSuffixed()) {
                object.suffixNameWithHash();
            }
        });
        return configured;
    }

    /** The key {@code key}; one that is not there is a finding. */
    public ConfigKey key(String key) {
        if (!settings.data.has(key)) {
            String near = Names.nearest(key, settings.data.keys());
            node().findings()
                    .report(
                            References.CONFIG_KEY,
                            node(),
                            Origin.here(),
                            "Tried to read the key \"" + key + "\" of " + node().path() + ", but it has "
                                    + (settings.data.isEmpty()
                                            ? "none"
                                            : "only: " + String.join(", ", settings.data.keys())),
                            near == null ? "add the key, or name one that is there" : "name \"" + near + "\"");
            node().markKeyMissing(provision().identity(), key);
        }
        return ConfigKey.of(provision(), key, this::contentHash);
    }

    private Provision provision() {
        return settings.provision("", "ConfigMap");
    }

    @Override
    public String volumeName() {
        return node().objectName();
    }

    @Override
    public Mapping volumeSource() {
        return Mapping.of("configMap", Mapping.of("name", provision().name()));
    }

    /** Null where the name itself changes with the content. */
    @Override
    public @Nullable String contentHash() {
        return isHashSuffixed() ? null : ContentHash.of(settings.data);
    }

    /** kustomize rewrites no name in the values of a release, so that there a checksum has to do. */
    private boolean isHashSuffixed() {
        return settings.hashSuffixed && !node().cluster().isPackaged();
    }

    /** What can be set on a ConfigMap. */
    public static final class ConfigMapSettings extends ObjectSettings<ConfigMapSettings> {
        private final Mapping data = new Mapping();
        private boolean hashSuffixed;

        private ConfigMapSettings(Node node) {
            super(node);
        }

        @Override
        protected ConfigMapSettings self() {
            return this;
        }

        /** The file {@code resource} under the key {@code key}. */
        public ConfigMapSettings file(String key, Resource resource) {
            return value(key, Text.of(node().text(resource)));
        }

        /** A value, or the content of a file. */
        public ConfigMapSettings value(String key, String value) {
            return value(key, Text.of(value));
        }

        /** A value, or the content of a file, made of what others give; a secret cannot be part of it. */
        public ConfigMapSettings value(String key, Text value) {
            if (value.holdsSecret()) {
                node().findings()
                        .report(
                                Soundness.SECRET_IN_CONFIG,
                                node(),
                                Origin.here(),
                                "Tried to put a secret into the key \"" + key + "\" of the ConfigMap " + node().path()
                                        + ", but whatever stands there is in git for all to read",
                                "give the container an environment variable with the secret and let the program read"
                                        + " that");
                return value(key, Text.of(""));
            }
            if (data.get(key) instanceof Leaf) {
                node().findings()
                        .report(
                                Soundness.DUPLICATE_KEY,
                                node(),
                                Origin.here(),
                                "Tried to put the key \"" + key + "\" into " + node().path()
                                        + ", but it is there already",
                                "keep one of the two");
                return this;
            }
            data.put(key, Text.of(value)); // a port's number is text here
            return this;
        }

        /**
         * Lets kustomize append a hash of the content to the name, so that an edit makes a new ConfigMap and pods roll over to
         * it. The old one is pruned at once: a pod of before that is moved meanwhile cannot mount it. Without this, the
         * name stays, and a checksum on the pods makes them roll; so it does on a cluster that packages its workloads.
         */
        public ConfigMapSettings suffixNameWithHash() {
            hashSuffixed = true;
            return this;
        }
    }
}
