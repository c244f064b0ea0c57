package espalier.verdict;

import org.jspecify.annotations.Nullable;

/** Where a browser finds {@code docs/checks.md}: in the repository that the cluster follows. */
final class RulePages {
    private static final String FILE = "/docs/checks.md#";

    private RulePages() {}

    /**
     * The address of the pages, up to a rule's id.
     *
     * @param url the repository as git takes it, over ssh or https
     * @return null where the host's way of showing files is not known
     */
    static @Nullable String at(String url, String branch) {
        String rest = url.endsWith(".git") ? url.substring(0, url.length() - 4) : url;
        int scheme = rest.indexOf("://");
        int colon = rest.indexOf(':');
        if (scheme >= 0) {
            rest = rest.substring(scheme + 3);
        } else if (colon >= 0) { // git@host:owner/name
            rest = rest.substring(0, colon) + "/" + rest.substring(colon + 1);
        }
        rest = rest.substring(rest.indexOf('@') + 1);
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String host = rest.substring(0, slash);
        int port = host.indexOf(':');
        String name = port < 0 ? host : host.substring(0, port);
        String repository = "https://" + name + rest.substring(slash);
        if (name.equals("github.com")) {
            return repository + "/blob/" + branch + FILE;
        }
        return name.startsWith("gitlab.") ? repository + "/-/blob/" + branch + FILE : null;
    }
}
