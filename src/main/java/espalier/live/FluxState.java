package espalier.live;

import java.util.Locale;

/** How far Flux is with an object. */
public enum FluxState {
    /** Done with it as it is now, and it went well. */
    READY,
    /** At work, or not there yet. */
    WORKING,
    /** Waits for another object to be ready. */
    WAITING,
    /** It went wrong; Flux tries again. */
    FAILED,
    /** It went wrong, and Flux does not try again until something changes. */
    STALLED,
    /** Somebody stopped it. */
    SUSPENDED;

    /** For people, and for programs that read the output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
