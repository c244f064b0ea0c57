package espalier.plan;

import espalier.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kustomizations of the new tree of which nothing is applied or pruned: nobody can build them, or their source is not there. */
final class Failing {
    private final List<Unit> atOnce = new ArrayList<>();
    private final Map<Unit, String> news = new LinkedHashMap<>();

    Failing(Side before, Side after, Departure departure) {
        Set<Identity> known = new HashSet<>();
        before.units().forEach(unit -> known.add(unit.source()));
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
            }
        }
    }

    /** Those that fail as soon as the commit arrives, or have failed before, in tree order. */
    List<Unit> atOnce() {
        return atOnce;
    }

    /** Why those fail that have not failed before. */
    Map<Unit, String> news() {
        return news;
    }
}
