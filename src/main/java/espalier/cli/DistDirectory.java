package espalier.cli;

import espalier.git.GitVersions;
import espalier.output.ClusterDirectory;
import espalier.output.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory of all clusters, and git's view of it, which is opened at most once and only when asked. */
final class DistDirectory {
    private final Path root;
    private final Path out;
    private final Path state;
    private @Nullable Versions versions;

    DistDirectory(Path root, Path out) {
        this.root = root.toAbsolutePath().normalize();
        this.out = out.toAbsolutePath().normalize();
        Path notes = root.resolve(".espalier");
        this.state = isUsual()
                ? notes.resolve("written")
                : notes.resolve("elsewhere")
                        .resolve(Integer.toHexString(this.out.toString().hashCode()));
    }

    /** The one of the repository. */
    static DistDirectory of(Session session) {
        return new DistDirectory(session.root(), session.root().resolve("dist"));
    }

    /** Whether it is the one that Flux reads, from which edits can be absorbed. */
    boolean isUsual() {
        return out.equals(root.resolve("dist"));
    }

    ClusterDirectory cluster(String name) {
        Supplier<Versions> once = this::versions;
        return new ClusterDirectory(out, name, state, once);
    }

    private synchronized Versions versions() {
        if (versions == null) {
            try {
                versions = GitVersions.around(out);
            } catch (IOException e) {
                throw new UncheckedIOException("git's view of it could not be read: " + e.getMessage(), e);
            }
        }
        return versions;
    }

    Path path() {
        return out;
    }

    /** {@code path} below this directory, as people write it: from the repository on, where it is in there. */
    String shown(String path) {
        return shown(out.resolve(path));
    }

    private String shown(Path path) {
        Path file = path.toAbsolutePath().normalize();
        return (file.startsWith(root) ? root.relativize(file) : file).toString().replace('\\', '/');
    }

    /** Why {@code e} was thrown, in words, with the file it is about. */
    String reason(Exception e) {
        if (!(e instanceof FileSystemException at) || at.getFile() == null) {
            return e instanceof IOException ? "the disk says: " + e.getMessage() : String.valueOf(e.getMessage());
        }
        Path path = Path.of(at.getFile());
        String reason = at.getReason();
        if (e instanceof FileAlreadyExistsException || reason != null && reason.contains("Not a directory")) {
            Path file = path;
            while (file.getParent() != null && !Files.exists(file)) {
                file = file.getParent();
            }
            return shown(file) + " is a file, where a directory is needed";
        }
        if (e instanceof AccessDeniedException) {
            return shown(path) + " cannot be written by the user who runs this";
        }
        return shown(path) + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
    }
}
