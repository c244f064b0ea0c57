package espalier.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The untracked note of what was last written for a cluster: for each path the hashes of what may stand there because it is
 * ours.
 *
 * <p>It is the journal, too: before files are moved into place, their new hashes are added to the old ones, so that after an
 * interruption the next synth knows both for its own and can go on from any state in between.
 */
final class WriteRecord {
    private final Path file;
    private final Map<String, List<String>> hashes = new TreeMap<>();
    private boolean loaded;

    WriteRecord(Path file) {
        this.file = file;
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        loaded = true;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    add(line.substring(space + 1), line.substring(0, space));
                }
            }
        }
    }

    private void add(String path, String hash) {
        List<String> of = hashes.computeIfAbsent(path, p -> new ArrayList<>(1));
        if (!of.contains(hash)) {
            of.add(hash);
        }
    }

    /** Whether {@code bytes} at {@code path} were written by an earlier synth. */
    boolean wrote(String path, byte[] bytes) throws IOException {
        load();
        List<String> known = hashes.get(path);
        return known != null && known.contains(Hash.of(bytes));
    }

    /** The paths that an earlier synth wrote here. */
    Set<String> paths() throws IOException {
        load();
        return hashes.keySet();
    }

    /** Notes, before anything is moved, what {@code changes} will write. */
    void intend(List<Change> changes) throws IOException {
        load();
        for (Change change : changes) {
            OutputFile wanted = change.wanted();
            if (wanted != null) {
                add(change.path(), Hash.of(wanted.bytes()));
            }
        }
        save();
    }

    /** Notes that {@code changes} stand on disk. */
    void done(List<Change> changes) throws IOException {
        for (Change change : changes) {
            hashes.remove(change.path());
            OutputFile wanted = change.wanted();
            if (wanted != null) {
                add(change.path(), Hash.of(wanted.bytes()));
            }
        }
        save();
    }

    private void save() throws IOException {
        var text = new StringBuilder();
        hashes.forEach((path, of) ->
                of.forEach(hash -> text.append(hash).append(' ').append(path).append('\n')));
        replace(file, text.toString());
    }

    private static void replace(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(staged, text);
        Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
