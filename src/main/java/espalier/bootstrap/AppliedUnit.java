package espalier.bootstrap;

import espalier.live.LiveException;
import espalier.order.Unit;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** The objects of a Kustomization, as its directory in {@code dist/} says them, and Flux will. */
final class AppliedUnit implements Step {
    private final Unit unit;
    private final int count;

    AppliedUnit(Unit unit, int count) {
        this.unit = unit;
        this.count = count;
    }

    @Override
    public String what() {
        return unit.name() + ": " + count + (count == 1 ? " object" : " objects");
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        return objects(ground).standing(ground);
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        return objects(ground).bring(ground);
    }

    private AppliedObjects objects(Ground ground) throws BootstrapException {
        String path = String.valueOf(
                unit.kustomization() == null
                        ? null
                        : unit.kustomization().body().child("spec").text("path"));
        List<Mapping> wanted = new ArrayList<>();
        for (Mapping object : Kustomize.build(ground, path)) {
            if (!UnitSteps.isOfFlux(String.valueOf(object.text("apiVersion")))) {
                wanted.add(object);
            }
        }
        return new AppliedObjects(unit.name(), wanted);
    }
}
