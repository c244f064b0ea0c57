package espalier.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The untracked note of what a synth last left of a cluster: for each path the hashes of what may stand there because it is
 * ours.
 *
 * <p>It is the journal, too: before files are moved into place, their new hashes are added to the old ones, so that after an
 * interruption the next synth knows both for its own and can go on from any state in between.
 */
final class WriteRecord {
    private final Path file;
    private final String stamp;
    private final Map<String, List<String>> hashes = new LinkedHashMap<>();
    private boolean loaded;

    WriteRecord(Path file) throws IOException {
        this.file = file;
        this.stamp = stamp(file);
    }

    /** Changes whenever the file is written; empty where there is none. */
    private static String stamp(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + attributes.size() + " "
                    + attributes.fileKey();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Whether {@code other}, made at another time, found the file as this one did. */
    boolean isSame(WriteRecord other) {
        return stamp.equals(other.stamp);
    }

    /** Whether there was one. */
    boolean isThere() {
        return !stamp.isEmpty();
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        loaded = true;
        if (isThere()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int start = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                load(text.substring(start, end));
                start = end + 1;
            }
        }
    }

    private void load(String line) {
        int space = line.indexOf(' ');
        String path = line.substring(space + 1);
        if (space > 0 && OwnedPaths.isInside(path)) {
            add(path, line.substring(0, space));
        }
    }

    /** Whether it was not noted before. */
    private boolean add(String path, String hash) {
        List<String> known = hashes.putIfAbsent(path, List.of(hash));
        if (known == null || known.contains(hash)) {
            return known == null;
        }
        var more = new ArrayList<>(known);
        more.add(hash);
        hashes.put(path, more);
        return true;
    }

    /** Whether {@code bytes} at {@code path} were written by an earlier synth. */
    boolean wrote(String path, byte[] bytes) throws IOException {
        load();
        List<String> known = hashes.get(path);
        return known != null && known.contains(Hash.of(bytes));
    }

    /** Whether an earlier synth wrote something at {@code path}. */
    boolean holds(String path) throws IOException {
        load();
        return hashes.containsKey(path);
    }

    /** The paths that an earlier synth wrote here, sorted. */
    List<String> paths() throws IOException {
        load();
        var paths = new ArrayList<>(hashes.keySet());
        paths.sort(null);
        return paths;
    }

    /** Notes, before anything is moved, what {@code changes} will write. */
    void intend(List<Change> changes) throws IOException {
        load();
        boolean isNew = !isThere();
        for (Change change : changes) {
            OutputFile wanted = change.wanted();
            if (wanted != null && !wanted.spec().isSeed()) {
                isNew |= add(change.path(), wanted.hash());
            }
        }
        if (isNew) {
            save();
        }
    }

    /** Notes that what stands at {@code path} is ours to replace, because it has been taken elsewhere. */
    void give(String path, byte[] bytes) throws IOException {
        load();
        hashes.remove(path);
        add(path, Hash.of(bytes));
        save();
    }

    /** Notes that exactly {@code files} stand on disk. */
    void done(List<OutputFile> files) throws IOException {
        load();
        boolean same = true;
        int ours = 0;
        for (OutputFile file : files) {
            if (!file.spec().isSeed()) {
                ours++;
                same &= List.of(file.hash()).equals(hashes.get(file.path()));
            }
        }
        if (same && ours == hashes.size()) {
            return;
        }
        hashes.clear();
        for (OutputFile file : files) {
            if (!file.spec().isSeed()) {
                add(file.path(), file.hash());
            }
        }
        save();
    }

    private void save() throws IOException {
        var text = new StringBuilder();
        for (String path : paths()) {
            for (String hash : hashes.getOrDefault(path, List.of())) {
                text.append(hash).append(' ').append(path).append('\n');
            }
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(staged, text.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(staged);
            throw e;
        }
    }
}
