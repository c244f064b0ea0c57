package espalier.plan.page;

import espalier.plan.Deed;
import java.util.Locale;

/** How what is done looks, the worst first. What it is stands beside it in words. */
enum Look {
    /** Flux cannot do it. */
    STOPPED,
    /** Something is there no more. */
    GOES,
    /** Something starts anew, or under another name. */
    TURNS,
    CHANGES,
    COMES,
    /** Nothing is done. */
    STAYS;

    static Look of(Deed deed) {
        return switch (deed) {
            case REFUSED, STUCK -> STOPPED;
            case PRUNED, RECREATED -> GOES;
            case RESTARTED, RENAMED, MOVED -> TURNS;
            case CHANGED -> CHANGES;
            case CREATED -> COMES;
            case STAYS, SUSPENDED, PASSED_OVER -> STAYS;
        };
    }

    /** For the page's style. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
