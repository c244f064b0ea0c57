package espalier.bootstrap;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.order.Order;
import espalier.order.Unit;
import java.util.ArrayList;
import java.util.List;

/** What stands for a Kustomization while there is no Flux that could apply it. */
final class UnitSteps {
    private UnitSteps() {}

    static List<Step> of(Unit unit, Order order) {
        var steps = new ArrayList<Step>();
        int applied = 0;
        for (KubernetesObject object : unit.objects()) {
            if (object.carrier() != null) {
                continue; // the chart makes it
            }
            if (!isOfFlux(object.apiVersion())) {
                applied++;
            } else if (object.kind().equals("HelmRelease")) {
                steps.add(new InstalledChart(unit, object, order.graph()));
            } else if (object.kind().equals("Kustomization")) {
                steps.add(new FetchedTree(unit.name(), object, order.graph()));
            }
        }
        if (applied > 0) {
            steps.add(0, new AppliedStep(unit, applied, order.graph()));
        }
        return steps;
    }

    /** What only Flux understands; it brings these itself, once it runs. */
    static boolean isOfFlux(String apiVersion) {
        return Identity.groupOf(apiVersion).endsWith(".toolkit.fluxcd.io");
    }
}
