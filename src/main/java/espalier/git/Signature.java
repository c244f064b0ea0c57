package espalier.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Makes a commit that is signed, by git itself: which key, which program and whether it is OpenPGP, ssh or X.509 is all in its
 * settings, and whoever is asked for a passphrase is asked as always.
 */
final class Signature {
    private Signature() {}

    /**
     * The signed commit of {@code tree} after {@code parent}; no branch moves.
     *
     * @param author null for the user
     */
    static ObjectId commit(
            Repository repository, ObjectId tree, ObjectId parent, @Nullable PersonIdent author, String message)
            throws IOException, PushException {
        // The message is what we write, whatever encoding the user prefers.
        var words = List.of(
                "git",
                "-c",
                "i18n.commitEncoding=UTF-8",
                "commit-tree",
                "-S",
                tree.name(),
                "-p",
                parent.name(),
                "-F",
                "-");
        var builder = new ProcessBuilder(words).directory(repository.getWorkTree());
        if (author != null) {
            builder.environment().put("GIT_AUTHOR_NAME", author.getName());
            builder.environment().put("GIT_AUTHOR_EMAIL", author.getEmailAddress());
            builder.environment().put("GIT_AUTHOR_DATE", "@" + when(author));
        }
        Process git;
        try {
            git = builder.start();
        } catch (IOException e) {
            throw PushException.refused(
                    "this repository signs its commits (commit.gpgsign), which git does, and there is"
                            + " no git here: install it, or commit where it is");
        }
        try (var in = git.getOutputStream()) {
            in.write(message.getBytes(UTF_8));
        } catch (IOException e) {
            // it has ended already, and says why below
        }
        try {
            var errors = new ErrorStream(git);
            String commit = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            if (git.waitFor() != 0 || !ObjectId.isId(commit)) {
                throw PushException.failed("git could not sign the commit: " + errors.text());
            }
            return ObjectId.fromString(commit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PushException.failed("it was interrupted while git signed the commit");
        }
    }

    /** As commits have it: the seconds since 1970, and how far the author's clock is from UTC. */
    private static String when(PersonIdent author) {
        String whole = author.toExternalString();
        return whole.substring(whole.lastIndexOf('>') + 2);
    }

    /** What a program says of what goes wrong, read while it says other things. */
    private static final class ErrorStream {
        private final StringBuilder said = new StringBuilder();
        private final Thread reader;

        ErrorStream(Process process) {
            reader = new Thread(() -> {
                try {
                    said.append(new String(process.getErrorStream().readAllBytes(), UTF_8));
                } catch (IOException e) {
                    said.append(e.getMessage());
                }
            });
            reader.start();
        }

        String text() throws InterruptedException {
            reader.join();
            return String.join("; ", said.toString().strip().lines().toList());
        }
    }
}
