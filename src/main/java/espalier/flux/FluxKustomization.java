package espalier.flux;

import espalier.Component;
import espalier.Identity;
import espalier.Node;
import espalier.Provision;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A directory of somebody else's repository that Flux builds and applies; the Kustomizations of this repository need no
 * construct.
 *
 * <p>What it brought stays when the repository no longer has it: these are definitions, as a rule, and with a definition go
 * all objects of its kind.
 */
public final class FluxKustomization extends Component {
    private static final String API = "kustomize.toolkit.fluxcd.io/v1";
    private final FluxKustomizationSettings settings;

    /**
     * The directory {@code path} of {@code source}.
     *
     * @param path from the root of the repository, as {@code ./config/crd}
     */
    public FluxKustomization(
            Scope scope, String id, GitRepository source, String path, Consumer<FluxKustomizationSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new FluxKustomizationSettings(node()), configure);
        node().write(() -> node().add(settings.toObject(source, path)));
    }

    /** The Kustomization itself, which is ready when all that it brings is. */
    public Provision provision() {
        return settings.provision(Identity.groupOf(API), "Kustomization");
    }

    /** What can be set on it. */
    public static final class FluxKustomizationSettings extends BringingSettings<FluxKustomizationSettings> {
        private final Setting<Duration> interval = setting("interval");
        private final Setting<Duration> timeout = setting("timeout");

        private FluxKustomizationSettings(Node node) {
            super(node);
        }

        @Override
        protected FluxKustomizationSettings self() {
            return this;
        }

        /** How often Flux compares it with the cluster; default 1 hour. */
        public FluxKustomizationSettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        /** How long Flux waits for what it brings to become ready; default 5 minutes. */
        public FluxKustomizationSettings timeout(Duration timeout) {
            this.timeout.set(timeout);
            return this;
        }

        private Mapping toObject(GitRepository source, String path) {
            return object(API, "Kustomization")
                    .put(
                            "spec",
                            Mapping.of("interval", Durations.text(interval.or(Duration.ofHours(1))))
                                    .put(
                                            "retryInterval",
                                            Durations.text(
                                                    node().cluster().settings().retryInterval()))
                                    .put("timeout", Durations.text(timeout.or(Duration.ofMinutes(5))))
                                    .put("path", path)
                                    .put("prune", false)
                                    .put("wait", true)
                                    .put("sourceRef", source.sourceRef()));
        }
    }
}
