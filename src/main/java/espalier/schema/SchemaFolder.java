package espalier.schema;

import espalier.intake.KindSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of indexes, one file for each version of a kind. */
public final class SchemaFolder {
    /** What became of a kind that was put there. */
    public enum Fate {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** It is what comes with the program, so that no file is needed. */
        SHIPPED
    }

    /**
     * What became of one kind.
     *
     * @param fields those that are new, gone or otherwise than before, where it was changed
     */
    public record Outcome(KindSchema kind, Fate fate, List<String> fields) {}

    private final Path folder;
    private final boolean isComplete;

    /** @param isComplete whether what comes with the program is written as well */
    public SchemaFolder(Path folder, boolean isComplete) {
        this.folder = folder;
        this.isComplete = isComplete;
    }

    /** Writes {@code kind}, unless that is needless. */
    public Outcome put(KindSchema kind) throws IOException {
        Path file = folder.resolve(kind.path());
        String before = read(file);
        if (kind.index().equals(before)) {
            return new Outcome(kind, Fate.UNCHANGED, List.of());
        }
        if (before == null && !isComplete && kind.index().equals(shipped(kind.path()))) {
            return new Outcome(kind, Fate.SHIPPED, List.of());
        }
        write(file, kind.index());
        return before == null
                ? new Outcome(kind, Fate.ADDED, List.of())
                : new Outcome(kind, Fate.CHANGED, IndexDifference.between(before, kind.index()));
    }

    private static @Nullable String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The index at {@code path} that comes with the program, or null. */
    static @Nullable String shipped(String path) throws IOException {
        try (InputStream in = SchemaFolder.class.getResourceAsStream("/espalier/schemas/" + path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        Files.createDirectories(folder);
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(staged, text, StandardCharsets.UTF_8);
        Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The paths of all indexes in the folder, sorted. */
    public List<String> paths() throws IOException {
        var paths = new ArrayList<String>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 2)) {
                files.filter(file -> file.toString().endsWith(".schema"))
                        .forEach(file ->
                                paths.add(folder.relativize(file).toString().replace('\\', '/')));
            }
        }
        paths.sort(null);
        return paths;
    }
}
