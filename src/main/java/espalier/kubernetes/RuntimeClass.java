package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import java.util.function.Consumer;

/** A way to run containers that the machines offer beside their usual one, such as with an NVIDIA card. */
public final class RuntimeClass extends Component {
    private final RuntimeClassSettings settings;

    /**
     * A class of {@code scope}.
     *
     * @param handler what the container runtime of the machines calls it
     */
    public RuntimeClass(Scope scope, String id, String handler, Consumer<RuntimeClassSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new RuntimeClassSettings(node()), configure);
        node().write(() -> node().add(settings.clusterScopedObject("node.k8s.io/v1", "RuntimeClass")
                .put("handler", handler)));
    }

    /** The class's name. */
    public Text name() {
        return settings.clusterScopedProvision("node.k8s.io", "RuntimeClass").name();
    }

    /** What can be set on a RuntimeClass. */
    public static final class RuntimeClassSettings extends ObjectSettings<RuntimeClassSettings> {
        private RuntimeClassSettings(Node node) {
            super(node);
        }

        @Override
        protected RuntimeClassSettings self() {
            return this;
        }
    }
}
