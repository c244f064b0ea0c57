package espalier.order;

import espalier.Node;
import espalier.rules.Construction;
import espalier.rules.Ordering;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Kustomizations and their directories cannot be called. Flux puts a Kustomization's name on each of its objects as a
 * label, so that it has at most 63 characters.
 */
final class UnitNames {
    private static final int LONGEST = 63;
    private static final String FLUX = "flux-system";
    private static final String FILE = "kustomization.yaml";

    private final Map<String, Taker> takenBy = new LinkedHashMap<>();

    /** Who has a name: {@code node}, or the {@code part} of it. */
    private record Taker(Node node, String part) {
        String path() {
            return part + node.path();
        }
    }

    private UnitNames() {}

    static void check(Order order) {
        var names = new UnitNames();
        for (Node stage : order.stages()) {
            names.take(stage, Order.nameOf(stage), "");
            file(stage);
        }
        for (Unit unit : order.allUnits()) {
            Node component = unit.component();
            boolean isFirst = unit.part().isEmpty();
            names.take(component, unit.name(), isFirst ? "" : "the second part of ");
            if (isFirst) {
                file(component);
            }
        }
    }

    private void take(Node node, String name, String part) {
        var taker = new Taker(node, part);
        Taker other = takenBy.putIfAbsent(name, taker);
        boolean reported = other != null && other.path().equals(taker.path()); // an id given twice
        if (other != null && !reported) {
            String has = other.path() + ", made at " + other.node.origin();
            error(node, part, name, "that is the name of " + has, "give one of the two another id");
        }
        if (name.equals(FLUX)) {
            error(node, part, name, "that is the name of the one that flux bootstrap makes", "give it another id");
        }
        if (name.length() > LONGEST && node.refusedId() == null) {
            String found =
                    "that has " + name.length() + " characters, and Flux, which makes a label of it, takes " + LONGEST;
            error(node, part, name, found, "shorten its id, or that of its stage");
        }
    }

    /** Beside {@code STAGE.yaml} stands the {@code kustomization.yaml} of the directory, and flux-system/ in the cluster's. */
    private static void file(Node node) {
        String file = node.cluster().settings().layout().file(node, "");
        if (file.equals(FILE) || file.endsWith("/" + FILE)) {
            Node stage = node.stage() == node ? null : node.stage();
            node.findings()
                    .report(
                            Construction.RESERVED_ID,
                            node,
                            "Tried to write " + node.path() + " to kustomization.yaml of "
                                    + (stage == null ? "the cluster" : "the stage " + stage.id())
                                    + ", but in that file kustomize finds what the directory holds",
                            "give it another id");
        }
    }

    private static void error(Node node, String part, String name, String why, String fix) {
        String message =
                "Tried to call the Flux Kustomization of " + part + node.path() + " \"" + name + "\", but " + why;
        node.findings().report(Ordering.KUSTOMIZATION_NAME, node, message, fix);
    }
}
