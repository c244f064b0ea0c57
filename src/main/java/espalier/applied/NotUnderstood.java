package espalier.applied;

/** Something that kustomize or Flux would do, and this does not; or that they could not do either. */
final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    NotUnderstood(String message) {
        super(message);
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
