package espalier.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.CloneCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;

/** The files of another repository at one point, without its history. */
public final class Snapshot {
    private Snapshot() {}

    /**
     * Fetches what anybody can read.
     *
     * @param tag whether {@code name} is that of a tag, and not of a branch
     * @param into an empty folder
     * @param patience how long the other side may say nothing, at least a second
     */
    public static void fetch(String url, boolean tag, String name, Path into, Duration patience) throws IOException {
        String ref = (tag ? Constants.R_TAGS : Constants.R_HEADS) + name;
        CloneCommand clone = Git.cloneRepository()
                .setURI(url)
                .setDirectory(into.toFile())
                .setBranch(ref)
                .setBranchesToClone(List.of(ref))
                .setDepth(1)
                .setTimeout((int) Math.max(1, patience.toSeconds()));
        try (Git git = clone.call()) {
            git.getRepository().close();
        } catch (GitAPIException | RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }
}
