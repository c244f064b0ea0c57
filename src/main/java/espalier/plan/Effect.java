package espalier.plan;

/**
 * What follows from what is done to one object.
 *
 * @param sort of which sort
 * @param text in words
 */
public record Effect(Sort sort, String text) {
    /** Of which sort a consequence is. */
    public enum Sort {
        /** Why it becomes of the object what does. */
        WHY,
        /** Pods that start anew. */
        RESTARTS,
        /** Time in which nobody answers. */
        DOWNTIME,
        /** What goes with it. */
        DIES,
        /** What to do instead, or besides. */
        WAY_OUT,
        /** What a reader would otherwise expect, and is not so. */
        NOTE;

        /** For programs. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }
}
