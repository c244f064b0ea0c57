package espalier.live;

import java.time.Duration;

/** When waiting ends. */
public final class Deadline {
    private final long end;
    private final Duration whole;

    private Deadline(Duration whole) {
        this.whole = whole;
        this.end = System.nanoTime() + whole.toNanos();
    }

    /** {@code time} from now on. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /** What is left, never less than nothing. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return left().isZero();
    }

    /** The time there was in the beginning. */
    public Duration whole() {
        return whole;
    }
}
