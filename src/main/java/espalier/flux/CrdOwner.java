package espalier.flux;

/** Who installs and updates the CRDs that a chart carries in its {@code crds/} folder. */
public enum CrdOwner {
    /** Flux, at every install and upgrade of the release: the usual choice. */
    RELEASE("CreateReplace"),
    /** Somebody else; the release leaves them alone. */
    ELSEWHERE("Skip");

    private final String policy;

    CrdOwner(String policy) {
        this.policy = policy;
    }

    String policy() {
        return policy;
    }
}
