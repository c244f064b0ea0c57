package espalier.plan;

import espalier.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kustomizations of the new tree of which nothing is applied or pruned: nobody can build them, their source or their values are
 * not there, or what they wait for never comes. A dependency has to be there, ready, and, where both have one source, at the same commit
 * ({@code checkDependencies} of kustomize-controller 1.7); a suspended one stays at the commit that it has.
 */
final class Failing {
    private final List<Unit> atOnce = new ArrayList<>();
    private final List<Unit> suspended = new ArrayList<>();
    private final Map<Unit, String> news = new LinkedHashMap<>();

    Failing(Side before, Side after, Departure departure) {
        Set<Identity> known = new HashSet<>();
        for (Unit unit : before.units()) {
            known.add(unit.source());
            known.addAll(unit.valuesFrom());
        }
        for (Unit unit : after.units()) {
            Unit old = before.unit(unit.identity());
            Identity source = unit.source();
            Placed gone = after.get(source) == null ? before.get(source) : null;
            // Whoever made it, what others have taken from is there, and so is what the tree itself comes from.
            boolean isThere = after.get(source) != null || gone != null || known.contains(source);
            if (unit.applied().isBroken()) {
                atOnce.add(unit);
                if (old == null || !old.applied().isBroken()) { // what has failed before is none
                    news.put(
                            unit,
                            "cannot be built, so that nothing of it is applied or pruned: "
                                    + unit.applied().gap());
                }
            } else if (unit.isElsewhere() && !isThere) {
                atOnce.add(unit);
                news.put(
                        unit,
                        "nothing of it is applied, since its source " + source
                                + " is not in git (unless it is made by hand)");
            } else if (gone != null && departure.of(gone).goes()) {
                // It is ready until it looks for it again, so that nobody waits on for that.
                news.put(
                        unit,
                        "its source " + source + " goes: at its next interval it fails, and nothing of it is"
                                + " applied or pruned any more");
            } else if (!lacksValues(unit, old, before, after, departure, known)) {
                waits(unit, old, before, after);
            }
            if (unit.isSuspended()) {
                suspended.add(unit);
            }
        }
    }

    /** @param known what others have been given something by before: whoever made it, it is there */
    private boolean lacksValues(
            Unit unit, @Nullable Unit old, Side before, Side after, Departure departure, Set<Identity> known) {
        for (Identity needed : unit.valuesFrom()) {
            Placed gone = before.get(needed);
            if (after.get(needed) != null
                    || (gone == null
                            ? known.contains(needed)
                            : !departure.of(gone).goes())) {
                continue;
            }
            if (old == null) {
                atOnce.add(unit);
            }
            news.put(
                    unit,
                    "its values come from " + needed + ", which is " + (gone == null ? "not in git" : "gone")
                            + ": nothing of it is applied or pruned any more"
                            + (gone == null ? " (unless that is made by hand)" : ""));
            return true;
        }
        String unreadable = unit.applied().unreadable();
        if (!unreadable.isEmpty()) {
            if (old == null || old.applied().spec("postBuild") != null) {
                atOnce.add(unit);
            }
            if (old == null || old.applied().unreadable().isEmpty()) {
                news.put(unit, "nothing of it is applied or pruned any more: " + unreadable);
            }
        }
        return !unreadable.isEmpty();
    }

    /** What is told by this commit may reach it when it has begun; from the next one on it waits for sure. */
    private void waits(Unit unit, @Nullable Unit old, Side before, Side after) {
        for (Identity needed : unit.dependsOn()) {
            boolean waited = old != null && old.dependsOn().contains(needed);
            boolean wasThere = before.unit(needed) != null || before.get(needed) != null;
            if (after.unit(needed) == null && after.get(needed) == null && (!waited || wasThere)) {
                news.put(
                        unit,
                        "waits for " + needed + ", which is " + (wasThere ? "gone" : "not in git")
                                + ": nothing of it is applied or pruned any more"
                                + (wasThere ? "" : " (unless that is made by hand)"));
                if (old == null || waited) {
                    atOnce.add(unit);
                }
            }
        }
        List<String> circle = circle(unit, after);
        if (!circle.isEmpty() && (old == null || circle(old, before).isEmpty())) {
            news.put(
                    unit,
                    "waits for itself: " + String.join(" → ", circle)
                            + ": nothing of these is applied or pruned any more");
        }
    }

    /** The shortest way on which {@code unit} waits for itself; empty where it does not. */
    private static List<String> circle(Unit unit, Side side) {
        Map<Unit, Unit> from = new LinkedHashMap<>();
        var open = new ArrayDeque<>(List.of(unit));
        while (!open.isEmpty()) {
            Unit at = open.remove();
            for (Identity needed : at.dependsOn()) {
                Unit other = side.unit(needed);
                if (other == unit) {
                    var way = new ArrayDeque<>(List.of(unit.name()));
                    for (Unit back = at; back != unit && back != null; back = from.get(back)) {
                        way.addFirst(back.name());
                    }
                    way.addFirst(unit.name());
                    return List.copyOf(way);
                }
                if (other != null && from.putIfAbsent(other, at) == null) {
                    open.add(other);
                }
            }
        }
        return List.of();
    }

    /** Those that fail as soon as the commit arrives, or have failed before, in tree order. */
    List<Unit> atOnce() {
        return atOnce;
    }

    /** Those that stay at the commit that they have, so that who waits for them does so as well. */
    List<Unit> suspended() {
        return suspended;
    }

    /** Why those fail that have not failed before. */
    Map<Unit, String> news() {
        return news;
    }
}
