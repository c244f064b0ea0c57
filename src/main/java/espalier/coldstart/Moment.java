package espalier.coldstart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that happens once in the start of a cluster, when all that it waits for has happened. */
final class Moment {
    private static final int LOOKED_BACK = 6;
    private static final List<Wait> NONE = Collections.emptyList();

    private final Object subject;
    private final String predicate;
    private final boolean first;
    private List<Wait> waits = NONE;
    private List<Wait> awaitedBy = NONE;
    private int open;
    private int wave;
    private boolean happened;

    /**
     * One moment waits for another one.
     *
     * @param why for people, or what says so; written only where it is told
     * @param newWave whether the later one belongs to a later wave
     */
    record Wait(Moment later, Moment earlier, Object why, boolean newWave) {}

    /**
     * @param subject what it happens to; shown as it is written
     * @param predicate what happens, as in {@code is ready}
     * @param first whether it happens with the first of what it waits for, and not with the last
     */
    Moment(Object subject, String predicate, boolean first) {
        this.subject = subject;
        this.predicate = predicate;
        this.first = first;
    }

    void needs(Moment earlier, Object why) {
        needs(earlier, why, false);
    }

    /** Waits for {@code earlier} in a wave of its own. */
    void comesAfter(Moment earlier, Object why) {
        needs(earlier, why, true);
    }

    private void needs(Moment earlier, Object why, boolean newWave) {
        // The objects of one component mostly need the same; the first that says so is enough.
        for (int i = waits.size() - 1; i >= 0 && i >= waits.size() - LOOKED_BACK; i--) {
            if (waits.get(i).earlier == earlier && waits.get(i).newWave == newWave) {
                return;
            }
        }
        var wait = new Wait(this, earlier, why, newWave);
        waits = waits.isEmpty() ? new ArrayList<>(2) : waits;
        waits.add(wait);
        earlier.awaitedBy = earlier.awaitedBy.isEmpty() ? new ArrayList<>(2) : earlier.awaitedBy;
        earlier.awaitedBy.add(wait);
        open = first ? 1 : open + 1;
    }

    boolean isFree() {
        return open <= 0;
    }

    boolean happened() {
        return happened;
    }

    /** From 0. */
    int wave() {
        return wave;
    }

    List<Wait> waits() {
        return waits;
    }

    List<Wait> awaitedBy() {
        return awaitedBy;
    }

    Object subject() {
        return subject;
    }

    /** Happens, and gives the moments that waited for nothing else. */
    List<Moment> happen() {
        happened = true;
        var free = new ArrayList<Moment>(awaitedBy.size());
        for (Wait wait : awaitedBy) {
            Moment later = wait.later;
            if (!later.happened && !later.isFree()) {
                later.open--;
                later.wave = Math.max(later.wave, wave + (wait.newWave ? 1 : 0));
                if (later.isFree()) {
                    free.add(later);
                }
            }
        }
        return free;
    }

    @Override
    public String toString() {
        return subject + " " + predicate;
    }
}
