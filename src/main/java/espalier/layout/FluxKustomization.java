package espalier.layout;

import espalier.ClusterSettings;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.Provision.CustomKind;
import espalier.Stage;
import espalier.flux.Durations;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes Flux Kustomizations: of a stage, and of a unit. */
final class FluxKustomization {
    private static final String NAMESPACE = "flux-system";

    private final Order order;
    private final ClusterSettings settings;

    FluxKustomization(Order order) {
        this.order = order;
        this.settings = order.cluster().settings();
    }

    /** The Kustomization that holds those of a stage's units. */
    Mapping of(Node node, String path) {
        Stage stage = (Stage) node.construct();
        var dependsOn = new Sequence();
        for (Stage earlier : stage.predecessors()) {
            dependsOn.add(Mapping.of("name", earlier.node().id()));
        }
        return kustomization(node.id(), dependsOn, stage.interval(), order.timeout(node), path, stage.waits());
    }

    /** The Kustomization of a unit. */
    Mapping of(Unit unit, String path) {
        var dependsOn = new Sequence();
        for (Unit before : unit.dependsOn()) {
            dependsOn.add(Mapping.of("name", before.name()));
        }
        var object = kustomization(
                unit.name(), dependsOn, unit.component().placement().interval(), unit.timeout(), path, true);
        object.child("spec").putIfAny("healthCheckExprs", healthChecks(unit));
        return object;
    }

    private Mapping kustomization(
            String name, Sequence dependsOn, @Nullable Duration interval, Duration timeout, String path, boolean wait) {
        var spec = new Mapping().putIfAny("dependsOn", dependsOn);
        spec.put("interval", Durations.text(interval == null ? settings.interval() : interval))
                .put("retryInterval", Durations.text(settings.retryInterval()))
                .put("timeout", Durations.text(timeout))
                .put("path", path)
                .put("prune", true)
                .put("wait", wait)
                .put("sourceRef", Mapping.of("kind", "GitRepository").put("name", NAMESPACE));
        return Mapping.of("apiVersion", "kustomize.toolkit.fluxcd.io/v1")
                .put("kind", "Kustomization")
                .put("metadata", Mapping.of("name", name).put("namespace", NAMESPACE))
                .put("spec", spec);
    }

    /** For each custom kind in the unit of which kstatus cannot tell when it is ready. */
    private Sequence healthChecks(Unit unit) {
        var expressions = new TreeMap<String, Mapping>();
        for (KubernetesObject object : unit.objects()) {
            Provision definition = order.graph().definition(Identity.groupOf(object.apiVersion()), object.kind());
            CustomKind kind = definition == null ? null : definition.customKind();
            if (kind != null && kind.readyWhen() != null) {
                expressions.put(
                        object.apiVersion() + "/" + object.kind(),
                        Mapping.of("apiVersion", object.apiVersion())
                                .put("kind", object.kind())
                                .put("current", kind.readyWhen()));
            }
        }
        var checks = new Sequence();
        expressions.values().forEach(checks::add);
        return checks;
    }
}
