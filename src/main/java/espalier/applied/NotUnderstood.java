package espalier.applied;

/** Something that kustomize or Flux would do, and this does not; or that they could not do either. */
final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isBroken;

    NotUnderstood(String message) {
        this(message, false);
    }

    private NotUnderstood(String message, boolean isBroken) {
        super(message);
        this.isBroken = isBroken;
    }

    /** Something that kustomize and Flux could not do either. */
    static NotUnderstood broken(String message) {
        return new NotUnderstood(message, true);
    }

    boolean isBroken() {
        return isBroken;
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
