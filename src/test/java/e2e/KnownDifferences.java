package e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the compiler and the API server are known to disagree: a file in {@code snapshots/e2e}, a line for each field with the
 * mistakes in it. Only a difference that does not stand there is news, so that whoever removes one need not run this.
 */
final class KnownDifferences {
    private static final Path FOLDER = Path.of(System.getProperty("espalier.root", "."), "snapshots", "e2e");

    private final Path file;

    KnownDifferences(String name) {
        this.file = FOLDER.resolve(name);
    }

    /** Those of {@code found} that are news; none, and all are known from now on, where they are approved. */
    List<Judged> unknown(Collection<Judged> found) throws IOException {
        if (Boolean.getBoolean("approve")) {
            write(found);
        }
        Set<String> known = read();
        return found.stream().filter(judged -> !known.contains(judged.line())).toList();
    }

    private void write(Collection<Judged> found) throws IOException {
        var byField = new TreeMap<String, Set<String>>();
        for (Judged judged : found) {
            byField.computeIfAbsent(judged.field(), field -> new TreeSet<>())
                    .add(judged.mistake().words());
        }
        var lines = new ArrayList<String>();
        byField.forEach((field, mistakes) -> lines.add(field + ": " + String.join(", ", mistakes)));
        Files.deleteIfExists(file);
        if (!lines.isEmpty()) {
            Files.createDirectories(FOLDER);
            Files.write(file, lines);
        }
    }

    private Set<String> read() throws IOException {
        var known = new TreeSet<String>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            int colon = line.indexOf(": ");
            for (String mistake :
                    colon < 0 ? new String[0] : line.substring(colon + 2).split(", ")) {
                known.add(line.substring(0, colon) + ": " + mistake);
            }
        }
        return known;
    }
}
