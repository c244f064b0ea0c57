package espalier.doctor;

/** The API server does not let this user see something; whoever asked goes on with the rest. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Right right;

    public Refused(Right right) {
        super("may not " + right);
        this.right = right;
    }

    /** What this user lacks. */
    public Right right() {
        return right;
    }
}
