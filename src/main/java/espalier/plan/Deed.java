package espalier.plan;

import java.util.Locale;

/** What becomes of an object. */
public enum Deed {
    CREATED,
    CHANGED,
    /** A workload or release that is changed in place, so that its pods start anew. */
    RESTARTED,
    /** Deleted and made anew, since a field cannot change and Flux is told to force it. */
    RECREATED,
    /** Not changed: the API server does not take it, so that its Kustomization fails as a whole. */
    REFUSED,
    /** Made under another name, or in another namespace; the old one is pruned. */
    RENAMED,
    /** Another Kustomization applies it from now on. */
    MOVED,
    PRUNED,
    /** Pruned, and its deletion does not end: what would let it go is gone. */
    STUCK,
    /** In the tree no more, and Flux leaves it all the same. */
    STAYS,
    /** Its Kustomization is suspended, so that nothing happens. */
    SUSPENDED,
    /** In the tree, and Flux passes it over: a mark on it says so. */
    PASSED_OVER;

    /** For people and programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether what it is done to will be there no more. */
    public boolean removes() {
        return this == PRUNED || this == STUCK;
    }

    /** Whether anything is done to the object at all. */
    public boolean isAction() {
        return this != STAYS && this != SUSPENDED && this != PASSED_OVER && this != REFUSED;
    }
}
