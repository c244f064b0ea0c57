package espalier.plan;

/** What comes of an object that another Kustomization applies from now on. Flux deletes only what still carries the old one's labels. */
final class Handover {
    private final Departure departure;
    private final Waves waves;

    Handover(Departure departure, Waves waves) {
        this.departure = departure;
        this.waves = waves;
    }

    /** What comes first. */
    enum Outcome {
        /** The new one takes it over, and the old one finds that it is not its own any more. */
        ADOPTED,
        /** The old one deletes it, and then the new one makes it anew, empty. */
        DELETED_FIRST,
        /** Both may begin at once, so that chance decides. */
        RACE,
        /** The old one deletes it, and the new one is suspended. */
        LOST
    }

    Outcome of(Placed old, Placed now) {
        if (!departure.of(old).goes()) {
            return Outcome.ADOPTED;
        }
        if (now.unit().isSuspended()) {
            return Outcome.LOST;
        }
        Unit pruner = departure.pruner(old);
        if (waves.waitsFor(pruner, now.unit()) || pruner == now.unit()) {
            return Outcome.ADOPTED; // one Kustomization applies before it prunes
        }
        return waves.waitsFor(now.unit(), pruner) ? Outcome.DELETED_FIRST : Outcome.RACE;
    }
}
