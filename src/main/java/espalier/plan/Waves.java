package espalier.plan;

import espalier.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which Flux comes to the Kustomizations of a tree, once a commit has arrived. All that are there already start
 * at once, unless they wait for others to be ready at that commit; a new one starts only when its parent has applied it.
 */
final class Waves {
    private final Side before;
    private final Side after;
    private final Map<Unit, List<Unit>> children = new HashMap<>();
    private final Map<Unit, Integer> starts = new HashMap<>();
    private final Map<Unit, Set<Unit>> needed = new HashMap<>();

    Waves(Side before, Side after) {
        this.before = before;
        this.after = after;
        for (Unit unit : after.units()) {
            Unit parent = unit.parent();
            if (parent != null) {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(unit);
            }
        }
    }

    /** From 1. */
    int of(Unit unit) {
        return start(unit) + 1;
    }

    /** How many there are. */
    int count() {
        int most = 0;
        for (Unit unit : after.units()) {
            most = Math.max(most, of(unit));
        }
        return most;
    }

    private int start(Unit unit) {
        Integer known = starts.get(unit);
        if (known != null) {
            return known;
        }
        starts.put(unit, 0); // ends the walk round a cycle, which synth refuses
        int start = 0;
        for (Unit needed : direct(unit)) {
            start = Math.max(start, needed == unit.parent() ? start(needed) : done(needed) + 1);
        }
        starts.put(unit, start);
        return start;
    }

    private int done(Unit unit) {
        int done = start(unit);
        for (Unit child : unit.waits() ? children.getOrDefault(unit, List.of()) : List.<Unit>of()) {
            done = Math.max(done, done(child));
        }
        return done;
    }

    /** Those that {@code unit} waits for itself; a new one, for its parent as well. */
    List<Unit> direct(Unit unit) {
        var found = new ArrayList<Unit>();
        for (Identity name : unit.dependsOn()) {
            Unit other = after.unit(name);
            if (other != null && other != unit) {
                found.add(other);
            }
        }
        Unit parent = unit.parent();
        if (parent != null && before.unit(unit.identity()) == null) {
            found.add(parent);
        }
        return found;
    }

    /**
     * Whether {@code later} begins only when {@code earlier} is through, so that what that one prunes is gone by then. What a
     * Kustomization is told by the same commit does not count: it may begin before.
     */
    boolean waitsFor(@Nullable Unit later, @Nullable Unit earlier) {
        return later != null
                && earlier != null
                && later != earlier
                && needed(later).contains(earlier);
    }

    private Set<Unit> needed(Unit unit) {
        Set<Unit> known = needed.get(unit);
        if (known == null) {
            known = new HashSet<>();
            collect(unit, known);
            needed.put(unit, known);
        }
        return known;
    }

    private void collect(Unit unit, Set<Unit> into) {
        Unit old = before.unit(unit.identity());
        for (Unit each : direct(unit)) {
            if (old != null && !old.dependsOn().contains(each.identity())) {
                continue;
            }
            if (each == unit.parent()) {
                collect(each, into); // it has only begun
            } else if (into.add(each)) {
                collect(each, into);
                through(each, into);
            }
        }
    }

    private void through(Unit unit, Set<Unit> into) {
        for (Unit child : unit.waits() ? children.getOrDefault(unit, List.of()) : List.<Unit>of()) {
            if (into.add(child)) {
                collect(child, into);
                through(child, into);
            }
        }
    }
}
