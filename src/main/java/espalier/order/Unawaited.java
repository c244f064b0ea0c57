package espalier.order;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What stages do not wait for: what is known to be broken, what somebody said nobody has to wait for, and what cannot be ready before
 * that is. A stage that holds some of it looks at all others, one by one.
 */
final class Unawaited {
    /** What takes no longer is ready as soon as it is there, whatever it refers to. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private final Order order;
    private final Set<Unit> late = new HashSet<>();
    private final Set<Unit> all;

    private Unawaited(Order order, Set<Unit> broken) {
        this.order = order;
        for (Unit unit : order.units()) {
            for (KubernetesObject object : unit.objects()) {
                if (object.owner().isUnawaited()) {
                    late.add(unit);
                    break;
                }
            }
        }
        if (!late.isEmpty()) {
            addFollowers();
        }
        all = new HashSet<>(late);
        all.addAll(broken);
    }

    /** To be called when the Kustomizations of stages say whether they wait. */
    static void leaveOut(Order order, Set<Unit> broken) {
        var unawaited = new Unawaited(order, broken);
        if (unawaited.all.isEmpty()) {
            return;
        }
        for (Node stage : order.stages()) {
            for (KubernetesObject kustomization : stage.kustomizations()) {
                unawaited.leaveOut(stage, kustomization.body().child("spec"));
            }
        }
    }

    private void addFollowers() {
        int before = 0;
        while (before < late.size()) {
            before = late.size();
            for (Unit unit : order.units()) {
                for (Unit other : unit.dependsOn()) {
                    if (late.contains(other)) {
                        late.add(unit);
                    }
                }
            }
            for (Edge edge : order.graph().edges()) {
                Unit reader = order.unitOf(edge.reader());
                if (edge.strength() != Strength.MENTION && reader != null && takesTime(edge.reader())) {
                    for (KubernetesObject provider : edge.providers()) {
                        Unit of = order.unitOf(provider);
                        if (of != null && late.contains(of) && takesTime(provider)) {
                            late.add(reader);
                        }
                    }
                }
            }
        }
    }

    private boolean takesTime(KubernetesObject object) {
        return ReadyWithin.of(object, order.graph().catalog()).compareTo(AT_ONCE) > 0;
    }

    private void leaveOut(Node stage, Mapping spec) {
        var others = new Sequence();
        boolean any = false;
        for (Unit unit : order.unitsOf(stage)) {
            KubernetesObject kustomization = unit.kustomization();
            if (all.contains(unit)) {
                any = true;
            } else if (kustomization != null) {
                others.add(Mapping.of("apiVersion", kustomization.apiVersion())
                        .put("kind", kustomization.kind())
                        .put("name", kustomization.name())
                        .put("namespace", kustomization.namespace()));
            }
        }
        if (any && "true".equals(spec.text("wait"))) {
            spec.put("wait", false); // Flux passes over the list where it waits for all
            if (others.size() > 0) {
                spec.put("healthChecks", others);
            }
        }
    }
}
