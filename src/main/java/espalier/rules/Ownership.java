package espalier.rules;

/** Who owns what. */
public final class Ownership {
    public static final Rule DUPLICATE_OBJECT = Rule.error(
            "duplicate-object",
            "Two components make the same object",
            "They would overwrite each other at every reconciliation",
            "give one of them another name or namespace, or let both use one");

    public static final Rule OWNED_TWICE = Rule.error(
            "owned-twice",
            "An object is in git, and a chart or operator beside it brings it as well",
            "Each would undo what the other one does",
            "leave it to one of the two");

    public static final Rule RELEASE_TWICE = Rule.error(
            "release-twice",
            "Two HelmReleases install under one name",
            "Helm would take each for a new version of the other",
            "give one of the two another releaseName");

    public static final Rule ETERNAL_NAMESPACE = Rule.error(
                    "eternal-namespace",
                    "A namespace that every cluster has would be pruned",
                    "The API server refuses to delete it, and Flux tries for ever",
                    "keep Flux from pruning it")
            .waivable();

    private Ownership() {}
}
