package espalier.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The committed list of the files of a cluster that are ours to replace and remove: sorted, a path a line, without hashes, so
 * that branches which each add files merge.
 */
final class OwnedPaths {
    static final String NAME = ".generated";

    private OwnedPaths() {}

    /** The list in {@code directory}; what a merge left between its markers counts from both sides. */
    static List<String> read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        var paths = new ArrayList<String>();
        for (String line : Files.readAllLines(file)) {
            if (isInside(line)) {
                paths.add(line);
            }
        }
        return paths;
    }

    /** Whether {@code line} is a path of ours: below the directory, no way round, no conflict marker. */
    private static boolean isInside(String line) {
        return !line.isBlank()
                && !line.startsWith("/")
                && !line.contains("..")
                && !line.contains("\\")
                && !ConflictMarkers.isMarker(line)
                && !line.startsWith("flux-system/gotk-");
    }

    /** The list of {@code files} and of itself. */
    static byte[] of(List<OutputFile> files) {
        var paths = new TreeSet<String>();
        paths.add(NAME);
        for (OutputFile file : files) {
            if (!file.spec().isSeed()) {
                paths.add(file.path());
            }
        }
        return (String.join("\n", paths) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
