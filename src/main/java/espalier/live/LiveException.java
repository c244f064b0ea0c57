package espalier.live;

/** Why a cluster could not be asked or told something, in words that begin behind "but". */
public final class LiveException extends Exception {
    private static final long serialVersionUID = 1L;

    LiveException(String message) {
        super(message);
    }

    LiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
