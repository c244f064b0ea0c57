package espalier.kubernetes;

import espalier.Component;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An object of a kind that an operator brings: what the typed construct of that kind is made of. */
public final class CustomResource extends Component {
    private final String apiVersion;
    private final String kind;
    private final CustomResourceSettings settings;

    /** An object with the name of {@code scope}. */
    public CustomResource(Scope scope, String apiVersion, String kind, Consumer<CustomResourceSettings> configure) {
        super(scope, only(kind.toLowerCase(java.util.Locale.ROOT)));
        this.apiVersion = apiVersion;
        this.kind = kind;
        settings = complete(configure);
    }

    /** One object of several in {@code scope}. */
    public CustomResource(
            Scope scope, String id, String apiVersion, String kind, Consumer<CustomResourceSettings> configure) {
        super(scope, id);
        this.apiVersion = apiVersion;
        this.kind = kind;
        settings = complete(configure);
    }

    private CustomResourceSettings complete(Consumer<CustomResourceSettings> configure) {
        var configured = Settings.configured(new CustomResourceSettings(node()), configure);
        node().write(() -> {
            KubernetesObject object = node().add(configured.toObject(apiVersion, kind));
            configured.needed.forEach(object::needs);
            if (!configured.podLabels.isEmpty()) {
                object.podLabels(configured.podLabels);
            }
        });
        return configured;
    }

    /** Sets more of the object: what another construct asks of it, when it asks. */
    public void configure(Consumer<CustomResourceSettings> more) {
        Settings.configured(settings, more);
    }

    /** The object's name, for what refers to it. */
    public Text name() {
        return provision().name();
    }

    /** The object itself, for what needs it without a field that says so. */
    public Provision provision() {
        String group = Identity.groupOf(apiVersion);
        return settings.clusterScoped.isSet()
                ? settings.clusterScopedProvision(group, kind)
                : settings.provision(group, kind);
    }

    /** What can be set on a custom resource. */
    public static final class CustomResourceSettings extends ObjectSettings<CustomResourceSettings> {
        private final Mapping spec = new Mapping();
        private final List<Provision> needed = new ArrayList<>(0);
        private final Mapping podLabels = new Mapping();
        private final Setting<Boolean> clusterScoped = setting("clusterScoped");

        private CustomResourceSettings(Node node) {
            super(node);
        }

        @Override
        protected CustomResourceSettings self() {
            return this;
        }

        /** A field of its {@code spec}. */
        public CustomResourceSettings spec(String key, Object value) {
            putOnce(spec, "field spec", key, value);
            return this;
        }

        /** Is applied only when {@code thing} is there, of which no field tells: a program that the API server asks about it. */
        public CustomResourceSettings needs(Provision thing) {
            needed.add(thing);
            return this;
        }

        /**
         * Says that all pods which an operator makes of it have this label, and no others of its namespace: network policies then let
         * through to them alone, and not to the whole namespace.
         */
        public CustomResourceSettings podLabel(String key, String value) {
            putOnce(podLabels, "pod label", key, value);
            return this;
        }

        /** Says that the kind stands in no namespace. */
        public CustomResourceSettings clusterScoped() {
            clusterScoped.set(true);
            return this;
        }

        private Mapping toObject(String apiVersion, String kind) {
            Mapping object = clusterScoped.isSet() ? clusterScopedObject(apiVersion, kind) : object(apiVersion, kind);
            return object.put("spec", spec);
        }
    }
}
