package espalier;

import espalier.rules.Construction;
import espalier.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How one construct departs from the rules, each with the reason that was given. */
final class Departures {
    private final Node node;
    private final List<Exemption> all = new ArrayList<>(1);
    private final List<Lifted> lifted = new ArrayList<>(0);

    /** @param part the container that it is about; empty for all that is made here and below */
    private record Lifted(Rule rule, String part) {}

    Departures(Node node) {
        this.node = node;
    }

    /** In the order in which they were said. */
    List<Exemption> all() {
        return all;
    }

    boolean has(Exemption.Kind kind) {
        for (Exemption exemption : all) {
            if (exemption.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    void add(Exemption.Kind kind, String what, String because, Origin from) {
        if (because == null || because.isBlank()) {
            node.findings()
                    .report(
                            Construction.NO_REASON,
                            node,
                            from,
                            "Tried to depart from the rules in " + node.path() + " (" + kind.describe(what)
                                    + "), but no reason is given, and whoever reviews the cluster's page will ask for"
                                    + " it",
                            "say why, where the line says because");
        }
        for (Exemption said : all) {
            if (said.kind() == kind && said.what().equals(what) && Objects.equals(said.because(), because)) {
                return; // an address refers to its Service twice, by host and by port
            }
        }
        all.add(new Exemption(kind, node, what, because, from));
    }

    void lift(Rule rule, String part) {
        lifted.add(new Lifted(rule, part));
    }

    /** Whether {@code rule} was lifted for all, or for {@code part}, where that is not empty. */
    boolean isLifted(Rule rule, String part) {
        for (Lifted each : lifted) {
            if (each.rule.id().equals(rule.id()) && (each.part.isEmpty() || each.part.equals(part))) {
                return true;
            }
        }
        return false;
    }
}
