package espalier.kubernetes;

import espalier.Component;
import espalier.Exemption;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/** A namespace, made once and given to what shall stand in it: {@code apps.in(media)}. Never pruned. */
public final class Namespace extends Component implements NamespaceHandle {
    private final NamespaceSettings settings;

    /** A namespace of {@code scope}; made inside a component, it belongs to that component. */
    public Namespace(Scope scope, String id) {
        this(scope, id, n -> {});
    }

    /** A namespace of {@code scope}. */
    public Namespace(Scope scope, String id, Consumer<NamespaceSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new NamespaceSettings(node()), configure);
        node().write(() -> {
            Mapping body = settings.clusterScopedObject("v1", "Namespace");
            NamespaceLabels labels = node().answer(NamespaceLabels.class);
            if (labels != null) {
                Mapping own = body.child("metadata").child("labels");
                labels.labels(settings.objectName()).forEach(own::put);
            }
            node().add(body);
        });
    }

    @Override
    public Text name() {
        return settings.clusterScopedProvision("", "Namespace").name();
    }

    /** What can be set on a namespace. */
    public static final class NamespaceSettings extends ObjectSettings<NamespaceSettings> {
        private NamespaceSettings(Node node) {
            super(node);
        }

        @Override
        protected NamespaceSettings self() {
            return this;
        }

        /**
         * Lets its pods have any privilege, such as the files and the network of their node: the Pod Security Standard {@code
         * privileged}, whatever the cluster asks for elsewhere.
         */
        public NamespaceSettings privileged(String because) {
            node().exempt(Exemption.Kind.LIFTED, "pods may have any privilege", because);
            return label("pod-security.kubernetes.io/enforce", "privileged");
        }
    }
}
