package espalier.kubernetes;

/** What a container needs in order to talk to something: its variables, and what has to happen in its pod before. */
public interface Connection {
    /** Gives {@code reader} what it needs. */
    void connect(Container reader);
}
