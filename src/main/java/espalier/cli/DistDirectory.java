package espalier.cli;

import espalier.git.GitVersions;
import espalier.output.ClusterDirectory;
import espalier.output.Versions;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory of all clusters, and git's view of it, which is opened at most once and only when asked. */
final class DistDirectory {
    private final Path out;
    private final Path state;
    private @Nullable Versions versions;

    DistDirectory(Path root, Path out) {
        this.out = out;
        Path written = root.resolve(".espalier").resolve("written");
        boolean usual = out.toAbsolutePath()
                .normalize()
                .equals(root.resolve("dist").toAbsolutePath().normalize());
        this.state = usual
                ? written
                : written.resolve(Integer.toHexString(
                        out.toAbsolutePath().normalize().toString().hashCode()));
    }

    ClusterDirectory cluster(String name) {
        Supplier<Versions> once = this::versions;
        return new ClusterDirectory(out, name, state, once);
    }

    private synchronized Versions versions() {
        if (versions == null) {
            versions = GitVersions.around(out);
        }
        return versions;
    }

    Path path() {
        return out;
    }
}
