package espalier.rules;

/** What a cluster runs on, and what contradicts it. */
public final class Platforms {
    public static final Rule VERSION = Rule.error(
            "version",
            "A version cannot be one",
            "Nothing that depends on the version could be checked",
            "write it as in 1.33.4");

    public static final Rule VERSION_UNKNOWN = Rule.warning(
                    "version-unknown",
                    "A version of which nothing is known here",
                    "Whether the objects fit it is not checked",
                    "name one that is known, or waive this and look for yourself")
            .waivable();

    public static final Rule VERSIONS_APART = Rule.error(
                    "versions-apart",
                    "Two versions do not go together",
                    "One of the two would refuse to start, or behave as nobody tested",
                    "upgrade the older one first")
            .waivable();

    public static final Rule VERSIONS_UNTESTED = Rule.warning(
                    "versions-untested",
                    "Two versions were never tested together",
                    "It mostly works, and nobody promises it",
                    "upgrade the older one")
            .waivable();

    public static final Rule API_VERSION = Rule.error(
            "api-version",
            "An API version is not served",
            "The API server refuses the object",
            "write the version that is served");

    public static final Rule GIT_URL = Rule.error(
            "git-url",
            "Flux cannot follow the repository at this address",
            "Its GitRepository takes ssh, https and http addresses only",
            "write it as in ssh://git@example.com/team/clusters");

    public static final Rule GIT_BRANCH = Rule.error(
            "git-branch",
            "A branch has a name that git does not take",
            "Flux would find no such branch",
            "name the branch that is merged to");

    private Platforms() {}
}
