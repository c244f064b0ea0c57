package espalier.coldstart;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.Edge;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.rules.Ordering;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Flux Kustomizations of a cluster on their way, and which of them begins after which. */
final class Steps implements Iterable<Step> {
    static final FieldPath DEPENDS_ON = FieldPath.of("spec", "dependsOn");

    private final Order order;
    private final Map<String, Step> byName = new LinkedHashMap<>();
    private final Map<Node, Step> ofStages = new HashMap<>();
    private final Map<Unit, Step> ofUnits = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private @Nullable Unit lastUnit;
    private @Nullable Step lastStep;

    Steps(Order order) {
        this.order = order;
        for (Node stage : order.stages()) {
            if (!stage.kustomizations().isEmpty()) {
                ofStages.put(
                        stage, add(new Step(stage, null, stage.kustomizations().get(0))));
            }
        }
        for (Unit unit : order.units()) {
            KubernetesObject kustomization = unit.kustomization();
            if (kustomization != null) {
                ofUnits.put(unit, add(new Step(unit.component(), unit, kustomization)));
            }
        }
    }

    private Step add(Step step) {
        byName.putIfAbsent(step.kustomization().name(), step);
        moments.add(step.begins);
        moments.add(step.applied);
        moments.add(step.ready);
        return step;
    }

    /** All that happens to them. */
    List<Moment> moments() {
        return moments;
    }

    @Override
    public Iterator<Step> iterator() {
        return byName.values().iterator();
    }

    /** The Kustomization of that name, or null. */
    @Nullable
    Step called(String name) {
        return byName.get(name);
    }

    /** Says of each what it begins after, Flux itself included. */
    void begin(Moment flux, BootstrapSet bootstrap) {
        for (Step step : byName.values()) {
            begin(step, flux, bootstrap);
        }
    }

    private void begin(Step step, Moment flux, BootstrapSet bootstrap) {
        Unit unit = step.unit();
        Step parent = unit == null || unit.stage() == null ? null : ofStages.get(unit.stage());
        if (parent != null && parent.waitsFor(step)) {
            parent.ready.needs(step.ready, "a Kustomization that waits is ready when all that it holds is");
        }
        if (unit != null && bootstrap.units().containsKey(unit)) {
            flux.needs(step.ready, String.valueOf(bootstrap.units().get(unit)));
        } else if (parent == null) {
            step.begins.needs(flux, "Flux applies it");
        } else {
            step.begins.needs(parent.applied, "it is in that stage");
        }
        for (String name : step.dependsOn()) {
            dependOn(step, name);
        }
    }

    private void dependOn(Step step, String name) {
        Step before = byName.get(name);
        if (before != null) {
            Unit unit = step.unit();
            Edge edge = unit == null || before.unit() == null ? null : unit.reason(before.unit());
            step.begins.comesAfter(before.ready, edge == null ? "dependsOn says so" : edge);
            return;
        }
        KubernetesObject other =
                order.graph().object(Identity.of("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name));
        Step holder = other == null ? null : of(other);
        if (holder != null) {
            step.begins.comesAfter(holder.applied, "dependsOn says so");
        } else if (!name.equals("flux-system")) {
            step.kustomization()
                    .error(
                            Ordering.DEPENDENCY_MISSING,
                            DEPENDS_ON,
                            name,
                            "Tried to begin " + step + " after the Kustomization \"" + name
                                    + "\", but there is none of that name, and Flux would wait for it for ever",
                            "correct the name in dependsOn, or take it away");
        }
    }

    /** Most that is asked one after the other is of one unit. */
    @Nullable
    Step of(KubernetesObject object) {
        Unit unit = order.unitOf(object);
        if (unit != lastUnit) {
            lastUnit = unit;
            lastStep = unit == null ? null : ofUnits.get(unit);
        }
        return lastStep;
    }
}
