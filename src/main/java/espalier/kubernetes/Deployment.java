package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.List;
import java.util.function.Consumer;

/** Pods without identity, replaced one after another when they change. */
public final class Deployment extends Component implements Workload {
    private final DeploymentSettings settings;

    /** The Deployment of {@code scope}, with its name. */
    public Deployment(Scope scope, Consumer<DeploymentSettings> configure) {
        super(scope, only("deployment"));
        settings = complete(configure);
    }

    /** One Deployment of several in {@code scope}. */
    public Deployment(Scope scope, String id, Consumer<DeploymentSettings> configure) {
        super(scope, id);
        settings = complete(configure);
    }

    private DeploymentSettings complete(Consumer<DeploymentSettings> configure) {
        var configured = Settings.configured(new DeploymentSettings(node()), configure);
        node().write(() -> configured.write(configured.toObject()));
        return configured;
    }

    /** Sets more of it: what another construct asks of it, when it asks. */
    public void configure(Consumer<DeploymentSettings> more) {
        more.accept(settings);
    }

    /** The Deployment's name, for what scales or watches it. */
    public Text name() {
        return settings.provision("apps", "Deployment").name();
    }

    @Override
    public Mapping selector() {
        return settings.selector();
    }

    @Override
    public List<ContainerPort> ports() {
        return settings.ports();
    }

    /** What can be set on a Deployment. */
    public static final class DeploymentSettings extends PodSettings<DeploymentSettings> {
        /** After which Kubernetes, and Flux with it, calls a roll-out failed. */
        private static final int USUAL_DEADLINE_SECONDS = 600;

        private static final int IMAGE_PULL_SECONDS = 180;

        private final Setting<Integer> replicas = setting("replicas");
        private final Setting<Boolean> recreate = setting("recreate");
        private final Setting<Boolean> autoscaled = setting("autoscaled");

        private DeploymentSettings(Node node) {
            super(node);
        }

        @Override
        protected DeploymentSettings self() {
            return this;
        }

        /** How many pods; default 1. */
        public DeploymentSettings replicas(int count) {
            replicas.set(count);
            return this;
        }

        /** Leaves to an autoscaler how many pods there are: nothing here says it, and nothing puts it back. */
        public DeploymentSettings autoscaled() {
            autoscaled.set(true);
            return this;
        }

        /** Ends the old pods before new ones start: for a volume that only one node can mount. */
        public DeploymentSettings recreate() {
            recreate.set(true);
            return this;
        }

        private Mapping toObject() {
            var spec = new Mapping();
            if (!autoscaled.isSet()) {
                spec.put("replicas", replicas.or(1));
            }
            if (recreate.isSet()) {
                spec.put("strategy", Mapping.of("type", "Recreate"));
            }
            int start = startSeconds() + IMAGE_PULL_SECONDS;
            if (start > USUAL_DEADLINE_SECONDS) {
                spec.put("progressDeadlineSeconds", start);
            }
            spec.put("selector", Mapping.of("matchLabels", selector())).put("template", template("Always"));
            return object("apps/v1", "Deployment").put("spec", spec);
        }
    }
}
