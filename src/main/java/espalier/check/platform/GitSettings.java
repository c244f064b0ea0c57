package espalier.check.platform;

import espalier.Cluster;
import espalier.ClusterSettings;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import org.jspecify.annotations.Nullable;

/** Whether Flux can follow the repository that the cluster names. */
final class GitSettings {
    private static final String EXAMPLE = "write it as in ssh://git@example.com/team/clusters";

    private final Cluster cluster;

    private GitSettings(Cluster cluster) {
        this.cluster = cluster;
    }

    static void check(Cluster cluster) {
        ClusterSettings settings = cluster.settings();
        if (settings.hasGit()) {
            var git = new GitSettings(cluster);
            git.url(settings.gitUrl());
            git.branch(settings.gitBranch());
        }
    }

    private void url(String url) {
        int scheme = url.indexOf("://");
        String kind = scheme < 0 ? "" : url.substring(0, scheme);
        if (!kind.equals("ssh") && !kind.equals("https") && !kind.equals("http")) {
            String ssh = asSsh(url);
            String why = url.isBlank() ? "it is empty" : "Flux takes ssh://, https:// and http:// only";
            error(Platforms.GIT_URL, url, why, ssh == null ? EXAMPLE : "write " + ssh);
            return;
        }
        String rest = url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (slash < 0 || slash == rest.length() - 1 || authority.length() == at + 1) {
            error(Platforms.GIT_URL, url, "it has no " + (slash <= 0 ? "host" : "path") + " of a repository", EXAMPLE);
        } else if (at >= 0 && authority.substring(0, at).contains(":")) {
            String clean = url.substring(0, scheme + 3) + rest.substring(at + 1);
            String shown = kind + "://…@" + rest.substring(at + 1); // a password belongs in no log
            error(
                    Platforms.GIT_URL,
                    shown,
                    "it has a password in it, which would stand in git for all to read",
                    "write " + clean + ", and give the password to flux bootstrap");
        }
    }

    /** git's short form, {@code git@example.com:team/clusters}, as Flux takes it; null for what is none. */
    private static @Nullable String asSsh(String url) {
        int colon = url.indexOf(':');
        boolean isShort = colon > 0 && url.indexOf('@') < colon && url.indexOf('/') > colon && !url.contains("://");
        if (!isShort) {
            return null;
        }
        String user = url.contains("@") ? "" : "git@";
        return "ssh://" + user + url.substring(0, colon) + "/" + url.substring(colon + 1);
    }

    private void branch(String branch) {
        String why = branch.isBlank() ? "it is empty" : wrong(branch);
        if (why != null) {
            error(Platforms.GIT_BRANCH, branch, why, "name the branch that changes are merged to, such as main");
        }
    }

    /** As {@code git check-ref-format} has it. */
    private static @Nullable String wrong(String branch) {
        for (int i = 0; i < branch.length(); i++) {
            char c = branch.charAt(i);
            if (c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0) {
                return "git takes no \"" + c + "\" there";
            }
        }
        boolean parts = branch.startsWith("/") || branch.endsWith("/") || branch.contains("//");
        boolean dots = branch.contains("..") || branch.startsWith(".") || branch.contains("/.") || branch.endsWith(".");
        boolean other = branch.endsWith(".lock") || branch.contains("@{") || branch.startsWith("-");
        if (branch.startsWith("refs/heads/")) {
            return "Flux puts refs/heads/ before it by itself";
        }
        return parts || dots || other ? "git takes no such name" : null;
    }

    private void error(Rule rule, String found, String why, String fix) {
        String what = rule.equals(Platforms.GIT_URL) ? "the repository" : "the branch";
        cluster.node()
                .findings()
                .report(
                        rule,
                        cluster.node(),
                        "Tried to let Flux follow " + what + " \"" + found + "\", but " + why,
                        fix);
    }
}
