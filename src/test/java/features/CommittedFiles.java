package features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What stands in {@code dist/} of this repository. */
final class CommittedFiles {
    private static final Path DIST = Path.of(System.getProperty("espalier.root", "."), "dist");

    private CommittedFiles() {}

    /** The folder of {@code cluster}. */
    static Path of(String cluster) {
        return DIST.resolve(cluster);
    }

    /** All that the files of {@code cluster} below {@code folder} say, in the order of their names. */
    static String text(String cluster, String folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(of(cluster).resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }
}
