package espalier.flux;

import espalier.ClusterSettings;
import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Flux itself, as its operator installs it, keeps it and lets it follow the repository of the cluster: in the place of {@code flux
 * bootstrap}, whose folder is not made then. All that the cluster says of Flux and git comes to stand here.
 *
 * <p>Its GitRepository and its Kustomization are called as {@code flux bootstrap} would call them.
 */
public final class FluxInstance extends Component {
    /** The only name that the operator takes. */
    private static final String NAME = "flux";

    private static final String CREDENTIAL = "flux-system";
    private static final String MEMORY = "/spec/template/spec/containers/0/resources/limits/memory";

    private static final List<String> CONTROLLERS =
            List.of("source-controller", "kustomize-controller", "helm-controller", "notification-controller");

    /** Flux for this cluster, as the operator brings it without being told more. */
    public FluxInstance(Scope scope, String id) {
        this(scope, id, f -> {});
    }

    /** Flux for this cluster; {@code scope} need not be in Flux's namespace. */
    public FluxInstance(Scope scope, String id, Consumer<InstanceSettings> configure) {
        super(scope.in(NamespaceHandle.FLUX_SYSTEM), id);
        var settings = Settings.configured(new InstanceSettings(node()), configure);
        settings.named(NAME);
        node().write(() -> node().add(settings.toObject(node().cluster().settings())));
    }

    /** What can be said of Flux's own programs. */
    public static final class InstanceSettings extends ObjectSettings<InstanceSettings> {
        private final Setting<String> memory = setting("memory");
        private final Setting<Boolean> images = setting("imageAutomation");

        private InstanceSettings(Node node) {
            super(node);
        }

        @Override
        protected InstanceSettings self() {
            return this;
        }

        /** The memory that each of the controllers of sources, Kustomizations and releases may use at most; default {@code 1Gi}. */
        public InstanceSettings memory(String limit) {
            memory.set(limit);
            return this;
        }

        /** Runs the controllers that look for new images and write them into git as well. */
        public InstanceSettings imageAutomation() {
            images.set(true);
            return this;
        }

        private Mapping toObject(ClusterSettings cluster) {
            var spec = Mapping.of(
                            "distribution",
                            Mapping.of("version", cluster.flux()).put("registry", "ghcr.io/fluxcd"))
                    .put("components", components())
                    .put("cluster", Mapping.of("type", "kubernetes"))
                    .put("sync", sync(cluster))
                    .put("kustomize", Mapping.of("patches", patches(cluster)));
            return object("fluxcd.controlplane.io/v1", "FluxInstance").put("spec", spec);
        }

        private Sequence components() {
            var components = new ArrayList<Object>(CONTROLLERS);
            if (images.isSet()) {
                components.add("image-reflector-controller");
                components.add("image-automation-controller");
            }
            return Sequence.of(components.toArray());
        }

        private Mapping sync(ClusterSettings cluster) {
            var sync = Mapping.of("kind", "GitRepository")
                    .put("url", cluster.gitUrl())
                    .put("ref", "refs/heads/" + cluster.gitBranch())
                    .put("path", "dist/" + node().cluster().name())
                    .put("interval", Durations.text(cluster.sourceInterval()));
            // Whoever bootstraps the cluster brings it; over HTTPS anybody may read a public repository.
            return cluster.gitUrl().startsWith("ssh://") ? sync.put("pullSecret", CREDENTIAL) : sync;
        }

        private Sequence patches(ClusterSettings cluster) {
            var patches = Sequence.of(patch("kustomize-controller", ControllerArguments.ofKustomizations(cluster)));
            if (memory.isSet()) {
                patches.add(patch(
                        "(source-controller|kustomize-controller|helm-controller)",
                        "- op: replace\n  path: " + MEMORY + "\n  value: " + memory.get() + "\n"));
            }
            return patches;
        }

        private static Mapping patch(String name, String operations) {
            return Mapping.of("target", Mapping.of("kind", "Deployment").put("name", name))
                    .put("patch", operations);
        }
    }
}
