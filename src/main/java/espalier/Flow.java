package espalier;

/**
 * Something that goes from one construct to another while the cluster runs, such as logs: for checks, and for the drawing on
 * the cluster's page. It says nothing of order, since who sends starts without who takes.
 *
 * @param from who sends
 * @param what in a word or two, as {@code logs}
 * @param to who takes it
 */
public record Flow(Node from, String what, Node to) {
    /** Awaited by what takes one thing as well as another. */
    public static final String ANYTHING = "anything";
}
