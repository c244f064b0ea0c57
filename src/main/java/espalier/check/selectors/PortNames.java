package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Pods;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ports of Services and pods are called. */
final class PortNames {
    private PortNames() {}

    /** Whether one of {@code ports}, of a network policy, is asked for by its name. */
    static boolean areIn(@Nullable Sequence ports) {
        for (Mapping port : Pods.mappings(ports)) {
            if (port.get("port") instanceof Leaf name && name.isString()) {
                return true;
            }
        }
        return false;
    }

    /** Of the ports of all of {@code targets}, Services or what makes pods. */
    static List<String> of(List<Labelled> targets) {
        var names = new ArrayList<String>();
        for (Labelled target : targets) {
            for (Mapping owner : target.ports()) {
                for (Mapping port : Pods.mappings(owner.sequence("ports"))) {
                    String name = port.text("name");
                    if (name != null) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /** @param targets what {@code object} selects, one at least: whoever asks them for the same port has the same trouble */
    static void tell(
            KubernetesObject object, FieldPath field, String port, List<Labelled> targets, List<String> known) {
        tell(object, field, port, targets.get(0).object().toString(), known);
    }

    /** @param target what {@code object} selects: whoever asks it for the same port has the same trouble */
    static void tell(KubernetesObject object, FieldPath field, String port, String target, List<String> known) {
        String near = Names.nearest(port, known);
        Search.report(
                References.SELECTED_PORT,
                object,
                field,
                port + " of " + target,
                "Tried to use the port \"" + port + "\" in " + field + " of " + object
                        + ", but what it selects has "
                        + (known.isEmpty() ? "no port with a name" : "only: " + String.join(", ", known)),
                near == null ? "name a port that is there" : "name \"" + near + "\"");
    }
}
