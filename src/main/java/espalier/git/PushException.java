package espalier.git;

/** Why something could not be committed or pushed, in words that begin behind "but"; everything is as it was. */
public final class PushException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private PushException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** The user's to mend: what is there is not what can be pushed. */
    static PushException refused(String message) {
        return new PushException(message, true);
    }

    /** Something around it did not work: the network, the disk, a right that is missing. */
    static PushException failed(String message) {
        return new PushException(message, false);
    }

    /** Whether the user has something to mend in the repository before it can work. */
    public boolean isRefused() {
        return refused;
    }
}
