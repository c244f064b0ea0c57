package espalier.compile;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.ObjectGraph;
import espalier.moves.MoveFile;
import espalier.order.Order;
import espalier.order.Unit;
import org.jspecify.annotations.Nullable;

/** What a cluster makes, and who applies it, for a file in {@code moves/}. */
final class MadeObjects implements MoveFile.Known {
    private final ObjectGraph graph;
    private final Order order;

    MadeObjects(Order order) {
        this.graph = order.graph();
        this.order = order;
    }

    @Override
    public boolean has(Identity object) {
        KubernetesObject made = graph.object(object);
        return made != null && made.carrier() == null;
    }

    @Override
    public @Nullable String movedTo(Identity object, String from) {
        KubernetesObject made = graph.object(object);
        if (made == null) {
            return null;
        }
        KubernetesObject now = applier(made);
        if (now != null) {
            return now.name().equals(from) ? null : now.name();
        }
        return isKustomization(from) ? "the entry" : null; // whose own name nobody knows here
    }

    /** The Kustomization that applies {@code object}; null for the entry. */
    private @Nullable KubernetesObject applier(KubernetesObject object) {
        Unit unit = order.unitOf(object);
        if (unit == null) {
            return null; // the Kustomization of a stage
        }
        KubernetesObject own = unit.kustomization();
        Node stage = unit.stage();
        return own != object
                ? own
                : stage == null ? null : stage.kustomizations().get(0);
    }

    private boolean isKustomization(String name) {
        for (Unit unit : order.units()) {
            KubernetesObject own = unit.kustomization();
            if (own != null && own.name().equals(name)) {
                return true;
            }
        }
        for (Node stage : order.stages()) {
            if (stage.kustomizations().get(0).name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
