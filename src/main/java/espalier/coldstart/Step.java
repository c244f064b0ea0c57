package espalier.coldstart;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.order.Unit;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Flux Kustomization on its way: it begins, has applied what it holds, and is ready. */
final class Step {
    private final Node node;
    private final @Nullable Unit unit;
    private final KubernetesObject kustomization;
    private final List<String> dependsOn;
    private final boolean waits;
    final Moment begins;
    final Moment applied;
    final Moment ready;

    /** @param unit null for that of a stage, which holds those of its components */
    Step(Node node, @Nullable Unit unit, KubernetesObject kustomization) {
        this.node = node;
        this.unit = unit;
        this.kustomization = kustomization;
        this.dependsOn = dependsOn(kustomization);
        Mapping spec = kustomization.body().mapping("spec");
        this.waits = spec != null && "true".equals(spec.text("wait"));
        begins = new Moment(this, "begins", false);
        applied = new Moment(this, "is applied", false);
        ready = new Moment(this, "is ready", false);
        applied.needs(begins, "");
        ready.needs(applied, "");
    }

    Node node() {
        return node;
    }

    @Nullable
    Unit unit() {
        return unit;
    }

    KubernetesObject kustomization() {
        return kustomization;
    }

    /** Whether it is ready only when what it holds is. */
    boolean waits() {
        return waits;
    }

    /** Whether it looks at nothing of what it holds. */
    boolean isReadyAtOnce() {
        return !waits && healthChecks() == null;
    }

    /** Whether it is ready only when {@code held} is, one that it holds. */
    boolean waitsFor(Step held) {
        Sequence checks = healthChecks();
        if (waits || checks == null) {
            return waits;
        }
        KubernetesObject other = held.kustomization;
        for (Value value : checks) {
            if (value instanceof Mapping check
                    && other.kind().equals(check.text("kind"))
                    && other.name().equals(check.text("name"))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Sequence healthChecks() {
        Mapping spec = kustomization.body().mapping("spec");
        return spec == null ? null : spec.sequence("healthChecks");
    }

    /** The names of the Kustomizations in flux-system that it waits for. */
    List<String> dependsOn() {
        return dependsOn;
    }

    private static List<String> dependsOn(KubernetesObject kustomization) {
        Mapping spec = kustomization.body().mapping("spec");
        Sequence list = spec == null ? null : spec.sequence("dependsOn");
        var names = new ArrayList<String>();
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Mapping dependency) {
                    String namespace = dependency.text("namespace");
                    String name = dependency.text("name");
                    if (name != null && (namespace == null || namespace.equals(kustomization.namespace()))) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return kustomization.name();
    }
}
