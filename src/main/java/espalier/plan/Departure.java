package espalier.plan;

import espalier.Identity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an object that its Kustomization does not have any more. As kustomize-controller 1.7 prunes and finalizes: what
 * it has applied goes, unless the Kustomization or a mark on the object keeps it.
 */
final class Departure {
    /** What a Kustomization is told by the same commit may reach it when it is through with that. */
    static final String LATE =
            " from this commit on, but may begin before it is told so (what it is told should be a commit of its own,"
                    + " before this one)";

    private final Side before;
    private final Side after;
    private final Waves waves;
    private final Map<Placed, Fate> fates = new HashMap<>();

    Departure(Side before, Side after, Waves waves) {
        this.before = before;
        this.after = after;
        this.waves = waves;
    }

    /**
     * @param goes whether Flux deletes it
     * @param chance whether that is not sure, since it is told by the same commit
     * @param suspended whether that is only because its Kustomization is suspended
     * @param follows whether that is so because its Kustomization stays as well, which is told of that
     * @param why in words; empty for the usual
     * @param wave in which it happens
     */
    record Fate(boolean goes, boolean chance, boolean suspended, boolean follows, String why, int wave) {
        Fate(boolean goes, boolean chance, boolean suspended, String why, int wave) {
            this(goes, chance, suspended, false, why, wave);
        }
    }

    /** What becomes of {@code object} of the earlier tree, which its Kustomization lets go of. */
    Fate of(Placed object) {
        Fate known = fates.get(object);
        if (known == null) {
            known = find(object);
            fates.put(object, known);
        }
        return known;
    }

    private Fate find(Placed object) {
        Unit old = object.unit();
        Unit now = after.unit(old.identity());
        String kept = object.keptBy();
        if (now != null) {
            int wave = waves.of(now);
            if (now.isSuspended()) {
                boolean late = !old.isSuspended();
                return new Fate(false, late, true, now.name() + " is suspended" + (late ? LATE : ""), wave);
            }
            if (!now.prunes()) {
                boolean late = old.prunes();
                return new Fate(false, late, false, now.name() + " does not prune" + (late ? LATE : ""), wave);
            }
            return new Fate(kept.isEmpty(), false, false, kept.isEmpty() ? "" : "it says " + kept, wave);
        }
        Placed kustomization = before.get(old.identity());
        if (kustomization == null || kustomization.unit() == old) {
            return new Fate(false, false, false, true, "nothing is left of the cluster's tree", 1);
        }
        Fate its = of(kustomization);
        if (!its.goes) {
            String why = "its Kustomization " + old.name() + " stays without a directory, and only fails";
            return new Fate(false, its.chance, its.suspended, true, why, its.wave);
        }
        if (!old.takesObjectsAlong()) {
            String why = old.isSuspended() ? "is suspended" : "does not take along what it has applied";
            return new Fate(false, false, false, "its Kustomization " + old.name() + " goes and " + why, its.wave);
        }
        String why = kept.isEmpty() ? "with its Kustomization " + old.name() : "it says " + kept;
        return new Fate(kept.isEmpty(), false, false, why, its.wave);
    }

    /** Who lets go of {@code object}: its Kustomization, or where that goes, the one that takes it away. */
    @Nullable
    Unit pruner(Placed object) {
        Identity at = object.unit().identity();
        Unit now = after.unit(at);
        Placed kustomization = now == null ? before.get(at) : null;
        return kustomization == null || kustomization.unit() == object.unit() ? now : pruner(kustomization);
    }
}
