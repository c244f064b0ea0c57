package espalier.bootstrap;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.live.LiveException;
import espalier.order.Unit;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** The objects of a Kustomization, as its directory in {@code dist/} says them, and Flux will. */
final class AppliedStep implements Step {
    private final Unit unit;
    private final int count;
    private final ObjectGraph graph;

    AppliedStep(Unit unit, int count, ObjectGraph graph) {
        this.unit = unit;
        this.graph = graph;
        this.count = count;
    }

    @Override
    public String what() {
        return unit.name() + ": " + count + (count == 1 ? " object" : " objects");
    }

    @Override
    public List<String> obstacles(Ground ground) {
        var obstacles = new ArrayList<String>(0);
        for (KubernetesObject object : unit.objects()) {
            if (object.isEncrypted()) {
                obstacles.add(object
                        + " is encrypted, and needed before Flux, which alone decrypts it: let the bootstrap make"
                        + " that Secret");
            }
        }
        return obstacles;
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        return new AppliedObjects(unit.name(), objects(ground)).standing(ground);
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        List<Mapping> objects = objects(ground);
        NeededNamespaces.make(objects, graph, ground);
        return new AppliedObjects(unit.name(), objects).bring(ground);
    }

    private List<Mapping> objects(Ground ground) throws LiveException, BootstrapException {
        return UnitContent.of(unit.name(), ground).plain();
    }
}
