package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.List;

/** A class that is made the default one, where the distribution brings a default class already. */
final class DefaultClasses {
    private static final FieldPath DEFAULT =
            FieldPath.of("metadata", "annotations", "storageclass.kubernetes.io/is-default-class");

    private DefaultClasses() {}

    static void check(ObjectGraph graph, MachineRoom room, List<InstalledChart> charts) {
        String own = room.defaultStorageClass();
        if (own == null) {
            return;
        }
        for (KubernetesObject object : graph.ofKind("StorageClass")) {
            if (DEFAULT.in(object.body()) instanceof Leaf leaf && leaf.text().equals("true")) {
                report(object, object.toString(), room, own);
            }
        }
        for (InstalledChart chart : charts) {
            if (chart.name().equals("longhorn")
                    && chart.is("persistence.createStorageClass", true)
                    && chart.is("persistence.defaultClass", true)) {
                report(chart.release(), "the class that " + chart + " makes", room, own);
            }
        }
    }

    private static void report(KubernetesObject object, String what, MachineRoom room, String own) {
        object.error(
                Scarcity.DEFAULT_CLASS_TAKEN,
                "Tried to make " + what + " the default storage class, but " + room.title() + " makes " + own
                        + " the default, and puts it back whenever somebody changes that",
                "start K3s with --disable=local-storage, and make what still needs local-path a class of your own");
    }
}
