package espalier.bootstrap;

import espalier.hidden.Mask;

/** Why a bootstrap cannot go on, in words that begin behind "but". */
public final class BootstrapException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean outOfTime;

    private BootstrapException(String message, boolean outOfTime) {
        super(message);
        this.outOfTime = outOfTime;
    }

    /** Somebody has to do something first. */
    public static BootstrapException refused(String message) {
        return new BootstrapException(message, false);
    }

    /** What was waited for did not happen. */
    public static BootstrapException outOfTime(String message) {
        return new BootstrapException(message, true);
    }

    /** The same without what {@code mask} takes out. */
    BootstrapException under(Mask mask) {
        return new BootstrapException(mask.over(String.valueOf(getMessage())), outOfTime);
    }

    /** Whether waiting longer might have helped. */
    public boolean isOutOfTime() {
        return outOfTime;
    }
}
