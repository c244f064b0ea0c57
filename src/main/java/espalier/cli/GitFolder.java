package espalier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where in its git repository the folder of the clusters stands, since a forge knows files from that one's root on. */
final class GitFolder {
    private GitFolder() {}

    /** The way to {@code root}, with a slash at its end; empty for the repository's own root, or where there is none. */
    static String of(Path root) throws IOException {
        Path real = root.toRealPath();
        for (Path at = real; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) { // a file in a work tree beside the first
                String way = at.relativize(real).toString().replace('\\', '/');
                return way.isEmpty() ? "" : way + "/";
            }
        }
        return "";
    }
}
