package espalier.bootstrap;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.live.LiveException;
import espalier.order.Unit;
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
        UnitContent content = UnitContent.of(unit.name(), ground);
        return content.hiding(() -> objects(content).standing(ground));
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        UnitContent content = UnitContent.of(unit.name(), ground);
        return content.hiding(() -> {
            NeededNamespaces.make(content.plain(), graph, ground);
            return objects(content).bring(ground);
        });
    }

    private AppliedObjects objects(UnitContent content) {
        return new AppliedObjects(unit.name(), content.plain());
    }
}
