package espalier.remote;

/** A cluster could not be asked; the message is the end of a sentence, and says the way out where there is one. */
public final class RemoteException extends Exception {
    private static final long serialVersionUID = 1;

    RemoteException(String message) {
        super(message);
    }

    RemoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
