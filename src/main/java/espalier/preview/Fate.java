package espalier.preview;

import java.util.Locale;

/** What Flux would do with an object. */
public enum Fate {
    CREATED(true),
    CHANGED(true),
    /** Deleted and made anew, since a field cannot change and Flux is told to force it. */
    RECREATED(true),
    /** Two Kustomizations take turns: the one that lets go of it deletes it, if it comes first. */
    MOVED(true),
    PRUNED(true),
    /** The API server does not take it, so that its Kustomization fails. */
    REFUSED(true),
    /** New, and of a kind or in a namespace that the API server does not know yet. */
    NOT_JUDGED(true),
    /** No longer in the tree, and Flux leaves it all the same. */
    STAYS(false),
    /** In the tree, and Flux passes it over, or this user may not see it. */
    PASSED_OVER(false);

    private final boolean difference;

    Fate(boolean difference) {
        this.difference = difference;
    }

    /** Whether the cluster is not what the tree says. */
    public boolean isDifference() {
        return difference;
    }

    /** For people and programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
