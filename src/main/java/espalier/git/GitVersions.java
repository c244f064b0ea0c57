package espalier.git;

import espalier.output.Versions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** The versions of files in the repository around a directory, as they are when it is opened. */
public final class GitVersions implements Versions {
    private final String prefix;
    private final Trees trees;
    private final @Nullable ObjectId head;
    private final MergeInProgress merge;

    private GitVersions(Repository repository, String prefix) throws IOException {
        this.prefix = prefix;
        this.trees = new Trees(repository);
        this.head = repository.resolve("HEAD");
        this.merge = new MergeInProgress(repository, trees);
    }

    /**
     * The repository that {@code out} stands in, or {@link Versions#NONE}.
     *
     * @throws IOException when there is one that cannot be read
     */
    public static Versions around(Path out) throws IOException {
        SystemReader usual = SystemReader.getInstance();
        SystemReader.setInstance(new NoSettings(usual));
        try {
            return open(real(out.toAbsolutePath().normalize()));
        } finally {
            SystemReader.setInstance(usual);
        }
    }

    private static Versions open(Path out) throws IOException {
        var builder = new FileRepositoryBuilder().findGitDir(out.toFile());
        if (builder.getGitDir() == null) {
            return NONE;
        }
        Repository repository = builder.setMustExist(true).build();
        if (repository.isBare()) {
            return NONE;
        }
        Path root = repository.getWorkTree().toPath().toRealPath();
        String prefix = root.relativize(out).toString().replace(File.separatorChar, '/');
        return new GitVersions(repository, prefix.isEmpty() ? "" : prefix + "/");
    }

    /** {@code path} without links, as far as it exists: what stands behind a link belongs to the repository there. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        if (Files.exists(path) || parent == null) {
            return path.toRealPath();
        }
        return real(parent).resolve(path.getFileName());
    }

    @Override
    public byte @Nullable [] committed(String path) {
        try {
            return head == null ? null : trees.file(head, prefix + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Merge merge(String path, boolean marked) {
        try {
            return merge.of(prefix + path, committed(path), marked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
