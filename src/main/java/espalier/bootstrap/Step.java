package espalier.bootstrap;

import espalier.live.LiveException;
import java.util.List;

/** One thing that the bootstrap of a cluster brings about. */
public interface Step {
    /** What it brings, for people, as in {@code crds-gateway-api: 9 objects}. Never a value of a Secret. */
    String what();

    /** How much of it the cluster has; changes nothing. */
    Standing standing(Ground ground) throws LiveException, BootstrapException;

    /**
     * Why it cannot be done, such as a Secret whose value nobody handed over, each reason with the way out. Every step of a
     * phase is asked before the first of them is done.
     */
    default List<String> obstacles(Ground ground) throws LiveException, BootstrapException {
        return List.of();
    }

    /** What is to be known of what is there, which nothing here may change. */
    default List<Remark> remarks(Ground ground) throws LiveException, BootstrapException {
        return List.of();
    }

    /**
     * Something that is not as it was declared.
     *
     * @param wrong whether somebody has to put it right
     */
    record Remark(String words, boolean wrong) {}

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
     * @param details more of it, a line each
     */
    record Standing(boolean done, String words, List<String> details) {
        /** One of which there is no more to say. */
        public Standing(boolean done, String words) {
            this(done, words, List.of());
        }

        /** Nothing is left to do. */
        public static final Standing THERE = new Standing(true, "there");

        /** Nothing of it is there. */
        public static final Standing MISSING = new Standing(false, "missing");
    }
}
