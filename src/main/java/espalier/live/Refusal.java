package espalier.live;

import java.time.Duration;

/**
 * Whether an API server that lets somebody in no more means it: while it starts, it knows neither users' rights nor all kinds, and
 * says 403 and 404 of what it serves a second later.
 */
final class Refusal {
    private static final long SETTLED = Duration.ofSeconds(5).toNanos();
    /** A refusal so long after another has nothing to do with it. */
    private static final long FORGOTTEN = Duration.ofMinutes(2).toNanos();

    private long first;
    private long last;

    /** Whether the answer {@code code} is to be believed, the answers before considered. */
    synchronized boolean isMeant(int code) {
        if (code != 401 && code != 403) {
            return false;
        }
        long now = System.nanoTime();
        if (first == 0 || now - last > FORGOTTEN) {
            first = now;
        }
        last = now;
        return now - first > SETTLED;
    }
}
