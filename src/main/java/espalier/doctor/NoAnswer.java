package espalier.doctor;

/** The cluster cannot be asked, in words that begin behind "but". */
public class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    public NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }

    public NoAnswer(String message) {
        super(message);
    }
}
