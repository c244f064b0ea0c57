package espalier;

/** Ends the making of a cluster, or of a part of it, for a reason that is among its findings already. */
public final class Reported extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Reported(String message) {
        super(message);
    }
}
