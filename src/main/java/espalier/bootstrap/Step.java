package espalier.bootstrap;

import espalier.live.LiveException;

/** One thing that the bootstrap of a cluster brings about. */
public interface Step {
    /** What it brings, for people, as in {@code crds-gateway-api: 9 objects}. Never a value of a Secret. */
    String what();

    /** How much of it the cluster has; changes nothing. */
    Standing standing(Ground ground) throws LiveException, BootstrapException;

    /**
     * Refuses what cannot be done, such as a Secret whose value nobody handed over. Every step of a phase is asked before the
     * first of them is done.
     */
    default void check(Ground ground) throws LiveException, BootstrapException {}

    /**
     * Does what is missing, and waits until it is ready. Done again, it changes nothing.
     *
     * @return whether it changed anything
     */
    boolean bring(Ground ground) throws LiveException, BootstrapException;

    /**
     * How much of a step the cluster has.
     *
     * @param done whether nothing is left to do
     * @param words for people: {@code there}, {@code missing}, {@code 2 of 9 objects missing}
     */
    record Standing(boolean done, String words) {
        /** Nothing is left to do. */
        public static final Standing THERE = new Standing(true, "there");

        /** Nothing of it is there. */
        public static final Standing MISSING = new Standing(false, "missing");
    }
}
