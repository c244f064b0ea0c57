package espalier.compile;

import espalier.Cluster;
import espalier.ClusterSettings;
import espalier.Identity;
import espalier.Layout;
import espalier.Node;
import espalier.Provision;
import espalier.Stage;
import espalier.flux.Durations;
import espalier.order.Decryption;
import espalier.order.DerivedFields;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives each stage and component its Flux Kustomization, before patches are applied and references are looked for; what
 * follows from those, such as the order, is filled in later.
 */
final class Kustomizations {
    private static final String FLUX = "flux-system";
    private static final String GROUP = "kustomize.toolkit.fluxcd.io";

    private final Cluster cluster;
    private final ClusterSettings settings;
    private final Layout layout;

    private Kustomizations(Cluster cluster) {
        this.cluster = cluster;
        this.settings = cluster.settings();
        this.layout = settings.layout();
    }

    static void addTo(Cluster cluster) {
        var kustomizations = new Kustomizations(cluster);
        kustomizations.provideSource();
        for (Node child : cluster.node().children()) {
            if (child.construct() instanceof Stage stage) {
                kustomizations.add(child, stage);
            } else {
                kustomizations.add(child, null);
            }
        }
    }

    /** What {@code flux bootstrap} makes beside its controllers. */
    private void provideSource() {
        Node root = cluster.node();
        root.provide(Provision.of(Identity.of("", "Namespace", "", FLUX), root));
        root.provide(Provision.of(Identity.of("source.toolkit.fluxcd.io", "GitRepository", FLUX, FLUX), root));
        root.provide(Provision.of(Identity.of(GROUP, "Kustomization", FLUX, FLUX), root));
        if (!settings.sopsRecipients().isEmpty()) {
            root.declare(Decryption.key(root, settings.sopsRecipients()));
        }
    }

    private void add(Node node, @Nullable Stage stage) {
        if (stage != null && !stage.isBundled()) {
            node.addKustomization(kustomization(node, stage, stage.interval(), stage.waits()));
            for (Node component : node.children()) {
                add(component, null);
            }
        } else if (holdsObject(node)) {
            Duration interval = stage == null ? node.placement().interval() : stage.interval();
            node.addKustomization(
                    kustomization(node, stage, interval, stage == null ? !node.isReadyWhenUsed() : stage.waits()));
        }
    }

    private static boolean holdsObject(Node node) {
        if (!node.objects().isEmpty()) {
            return true;
        }
        for (Node child : node.children()) {
            if (holdsObject(child)) {
                return true;
            }
        }
        return false;
    }

    private Mapping kustomization(Node node, @Nullable Stage stage, @Nullable Duration interval, boolean wait) {
        var spec = Mapping.of("dependsOn", predecessors(stage))
                .put("interval", Durations.text(interval == null ? settings.interval() : interval))
                .put("retryInterval", Durations.text(settings.retryInterval()))
                .put("timeout", DerivedFields.TIMEOUT)
                .put("path", "./dist/" + cluster.name() + "/" + layout.directory(node, ""))
                .put("prune", true)
                .put("wait", wait)
                .put("sourceRef", Mapping.of("kind", "GitRepository").put("name", FLUX))
                .put("healthCheckExprs", new Sequence());
        return Mapping.of("apiVersion", GROUP + "/v1")
                .put("kind", "Kustomization")
                .put(
                        "metadata",
                        Mapping.of("name", layout.kustomization(node, "")).put("namespace", FLUX))
                .put("spec", spec);
    }

    private Sequence predecessors(@Nullable Stage stage) {
        var names = new Sequence();
        if (stage != null) {
            for (Stage earlier : stage.predecessors()) {
                names.add(Mapping.of("name", layout.kustomization(earlier.node(), "")));
            }
        }
        return names;
    }
}
