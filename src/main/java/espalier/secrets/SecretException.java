package espalier.secrets;

/** Why a Secret cannot be made or a value not be taken, in words that begin behind "but" and show no value. */
public final class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }
}
