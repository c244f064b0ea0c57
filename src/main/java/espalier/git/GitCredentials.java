package espalier.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * A user's name and password for a repository over http: what {@code git credential fill} knows, so that every helper the user
 * has works here as well, or the token of {@value #TOKEN} where that is set.
 */
final class GitCredentials extends CredentialsProvider {
    static final String TOKEN = "ESPALIER_GIT_TOKEN";

    private final Map<String, String> environment;
    private final File directory;
    private @Nullable Map<String, String> filled;
    private @Nullable String failure;

    /** @param directory where git finds the repository's own settings */
    GitCredentials(Map<String, String> environment, File directory) {
        this.environment = environment;
        this.directory = directory;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        Map<String, String> known = known(uri);
        if (known == null || !supports(items)) {
            return false;
        }
        for (CredentialItem item : items) {
            if (item instanceof CredentialItem.Username name) {
                name.setValue(known.getOrDefault("username", ""));
            } else if (item instanceof CredentialItem.Password password) {
                password.setValueNoCopy(known.getOrDefault("password", "").toCharArray());
            }
        }
        return true;
    }

    private @Nullable Map<String, String> known(URIish uri) {
        if (filled == null) {
            String token = environment.get(TOKEN);
            filled = token != null && !token.isEmpty()
                    ? Map.of("username", uri.getUser() == null ? "x-access-token" : uri.getUser(), "password", token)
                    : credential("fill", asked(uri));
        }
        return filled;
    }

    private static Map<String, String> asked(URIish uri) {
        var asked = new LinkedHashMap<String, String>();
        asked.put("protocol", uri.getScheme());
        asked.put("host", uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost());
        if (uri.getPath() != null && uri.getPath().length() > 1) {
            asked.put("path", uri.getPath().substring(1)); // for whom credential.useHttpPath is set
        }
        if (uri.getUser() != null) {
            asked.put("username", uri.getUser());
        }
        return asked;
    }

    /** Lets the user's helpers keep what worked, and forget what did not. */
    void judge(boolean worked) {
        if (filled != null && filled.containsKey("protocol")) {
            credential(worked ? "approve" : "reject", filled);
        }
    }

    /** Who gave the password, for people. */
    String origin() {
        String token = environment.get(TOKEN);
        return token != null && !token.isEmpty() ? TOKEN : "git's helper";
    }

    /** Why there is no password, for people; null where none was asked for, or there is one. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Whether the user has git itself. */
    static boolean isGitThere() {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Map<String, String> credential(String action, Map<String, String> given) {
        var builder = new ProcessBuilder("git", "credential", action).directory(directory);
        // Nobody sits at this prompt; git's own would wait for ever.
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process git = builder.start();
            try (var in = git.outputWriter(UTF_8)) {
                for (var entry : given.entrySet()) {
                    in.write(entry.getKey() + "=" + entry.getValue() + "\n");
                }
                in.write("\n");
            }
            var answer = new LinkedHashMap<String, String>();
            for (String line : new String(git.getInputStream().readAllBytes(), UTF_8).split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    answer.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            if (git.waitFor() == 0) {
                return answer;
            }
            failure = "no helper of git knows a password for " + given.get("host") + ", and " + TOKEN + " is not set";
        } catch (IOException e) {
            failure = "there is no git whose helpers could be asked for a password, and " + TOKEN + " is not set";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "it was interrupted";
        }
        return null;
    }
}
