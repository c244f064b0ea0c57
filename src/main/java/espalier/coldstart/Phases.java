package espalier.coldstart;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Reference;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Key;
import espalier.graph.Edge;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.platform.MachineRoom;
import espalier.rules.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what stands before Flux into phases: those that the cluster names, or else the waves in which one thing needs the
 * other. Secrets are made where they are first read.
 */
final class Phases {
    private final Order order;
    private final Set<Unit> units = new LinkedHashSet<>();
    private final List<Unit> flux = new ArrayList<>(1);
    private final List<String> names = new ArrayList<>();
    private final Map<Unit, Integer> named = new HashMap<>();
    private final Map<Unit, Integer> ranks = new HashMap<>();
    private final Set<Unit> asked = new HashSet<>();
    private final Map<Unit, Integer> depths = new HashMap<>();
    private final Map<Unit, Integer> ground = new HashMap<>();
    private final Map<Identity, SecretDeclaration> secrets = new LinkedHashMap<>();
    private final Map<Identity, Integer> madeIn = new HashMap<>();

    private Phases(Order order, Set<Unit> all) {
        this.order = order;
        for (Unit unit : all) {
            (holdsFlux(unit) ? flux : units).add(unit);
        }
    }

    /** Whether an operator makes Flux itself of something in it, which so belongs to the last phase. */
    private static boolean holdsFlux(Unit unit) {
        for (KubernetesObject object : unit.objects()) {
            if (object.kind().equals("FluxInstance")) {
                return true;
            }
        }
        return false;
    }

    /** @param ground units without which no pod runs, and where each of these begins */
    static List<Phase> of(Order order, @Nullable MachineRoom room, Map<Unit, String> units, Map<Unit, Integer> ground) {
        var phases = new Phases(order, units.keySet());
        phases.ground.putAll(ground);
        phases.collectSecrets();
        if (room != null) {
            room.early().forEach((node, early) -> phases.name(node, early.phase()));
        }
        phases.rank();
        phases.placeSecrets();
        return phases.all();
    }

    private void collectSecrets() {
        for (Node node : order.cluster().node().subtree()) {
            for (SecretDeclaration secret : node.declaredSecrets()) {
                secrets.putIfAbsent(secret.provision().identity(), secret);
            }
        }
    }

    private void name(Node node, String phase) {
        if (phase.isEmpty()) {
            return;
        }
        if (!names.contains(phase)) {
            names.add(phase);
        }
        int rank = names.indexOf(phase);
        for (Unit unit : units) {
            if (BootstrapSet.isMeant(unit, node)) {
                named.putIfAbsent(unit, rank);
            }
        }
        for (Node below : node.subtree()) {
            for (SecretDeclaration secret : below.declaredSecrets()) {
                madeIn.putIfAbsent(secret.provision().identity(), rank);
            }
        }
    }

    private void rank() {
        boolean byName = !names.isEmpty();
        for (Unit unit : units) {
            int depth = depth(unit);
            while (!byName && names.size() <= depth) {
                names.add(Integer.toString(names.size() + 1));
            }
        }
        if (byName) {
            named.forEach(this::pull);
            units.forEach(this::late);
        } else {
            ranks.putAll(depths);
        }
    }

    /** How many units, one after the other, come before {@code unit}. */
    private int depth(Unit unit) {
        Integer known = depths.get(unit);
        if (known != null) {
            return known;
        }
        depths.put(unit, 0); // ends the walk round a cycle, which is reported elsewhere
        int depth = 0;
        for (Unit before : unit.dependsOn()) {
            depth = units.contains(before) ? Math.max(depth, depth(before) + 1) : depth;
        }
        int level = ground.getOrDefault(unit, hasPods(unit) ? Integer.MAX_VALUE : 0);
        for (Map.Entry<Unit, Integer> below : ground.entrySet()) {
            if (below.getValue() < level
                    && units.contains(below.getKey())
                    && !isNeeded(unit, below.getKey(), new HashSet<>())) {
                depth = Math.max(depth, depth(below.getKey()) + 1);
            }
        }
        depths.put(unit, depth);
        return depth;
    }

    /** Whether something of it waits for pods, which wait for a network and for names. */
    private static boolean hasPods(Unit unit) {
        for (KubernetesObject object : unit.objects()) {
            if (object.podTemplate() != null || object.kind().equals("HelmRelease")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code reader} needs {@code unit}, however far away. */
    private static boolean isNeeded(Unit unit, Unit reader, Set<Unit> passed) {
        for (Unit before : reader.dependsOn()) {
            if (before == unit || passed.add(before) && isNeeded(unit, before, passed)) {
                return true;
            }
        }
        return false;
    }

    /** What {@code unit} needs, and nobody named, comes with it. */
    private void pull(Unit unit, int rank) {
        Integer known = ranks.get(unit);
        if (known != null && known <= rank) {
            return;
        }
        ranks.put(unit, rank);
        for (Unit before : unit.dependsOn()) {
            if (units.contains(before) && !named.containsKey(before)) {
                pull(before, rank);
            }
        }
    }

    private void refuse(Unit unit, int rank, Unit before, int earliest) {
        unit.component()
                .findings()
                .report(
                        Ordering.PHASE_ORDER,
                        unit.component(),
                        "Tried to bring " + unit + " in the phase \"" + names.get(rank) + "\", but it needs " + before
                                + ", which comes in the later phase \"" + names.get(earliest) + "\"",
                        "name " + unit + " in the phase \"" + names.get(earliest) + "\", or " + before
                                + " in an earlier one");
    }

    /** Nothing comes before what it needs; each is asked once. */
    private int late(Unit unit) {
        int rank = ranks.getOrDefault(unit, 0);
        if (!asked.add(unit)) {
            return rank;
        }
        ranks.put(unit, rank);
        for (Unit before : unit.dependsOn()) {
            if (units.contains(before) && depth(before) < depth(unit)) {
                int earliest = late(before);
                if (earliest > rank && named.containsKey(unit)) {
                    refuse(unit, rank, before, earliest);
                }
                rank = Math.max(rank, earliest);
            }
        }
        ranks.put(unit, rank);
        return rank;
    }

    private void placeSecrets() {
        for (Edge edge : order.graph().edges()) {
            Integer rank = ranks.get(order.unitOf(edge.reader()));
            if (rank != null) {
                early(edge.target().identity(), rank);
            }
        }
        for (SecretDeclaration secret : secrets.values()) {
            Integer rank = madeIn.get(secret.provision().identity());
            if (rank != null) {
                earlySources(secret, rank);
            }
        }
    }

    private void early(Identity identity, int rank) {
        SecretDeclaration secret = secrets.get(identity);
        Integer known = madeIn.get(identity);
        if (secret != null && (known == null || known > rank)) {
            madeIn.put(identity, rank);
            earlySources(secret, rank);
        }
    }

    /** The Secrets of whose values {@code secret} is made. */
    private void earlySources(SecretDeclaration secret, int rank) {
        for (Key key : secret.keys()) {
            if (key.recipe() instanceof Composed composed) {
                for (Reference reference : composed.text().references()) {
                    early(reference.provision().identity(), rank);
                }
            }
        }
    }

    private List<Phase> all() {
        if (madeIn.size() < secrets.size() && !names.contains(Phase.SECRETS)) {
            names.add(Phase.SECRETS);
        }
        int last = names.indexOf(Phase.SECRETS);
        var phases = new ArrayList<Phase>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(Phase.FLUX)) {
                phases.add(phase(names.get(i), i, last));
            }
        }
        phases.add(phase(Phase.FLUX, names.indexOf(Phase.FLUX), last));
        return phases;
    }

    /** @param rank -1 for Flux's own, where nobody named anything else in it */
    private Phase phase(String name, int rank, int last) {
        var made = new ArrayList<SecretDeclaration>();
        secrets.forEach((identity, secret) -> {
            if (rank >= 0 && madeIn.getOrDefault(identity, last) == rank) {
                made.add(secret);
            }
        });
        var sorted = new ArrayList<Unit>();
        for (Unit unit : units) {
            if (ranks.getOrDefault(unit, 0) == rank) {
                int at = sorted.size();
                while (at > 0 && depth(sorted.get(at - 1)) > depth(unit)) {
                    at--;
                }
                sorted.add(at, unit);
            }
        }
        if (name.equals(Phase.FLUX)) {
            sorted.addAll(flux);
        }
        return new Phase(name, made, sorted);
    }
}
