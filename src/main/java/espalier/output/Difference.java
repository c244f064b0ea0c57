package espalier.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a directory differs from the files that shall stand in it.
 *
 * @param changes what goes comes first, the list of files last
 * @param abandoned the folders of files that went in a synth which was interrupted
 */
record Difference(List<Change> changes, Set<String> abandoned) {

    /** Between {@code files} and what stands in {@code directory}, where {@code interrupted} a synth left its traces. */
    static Difference of(List<OutputFile> files, Path directory, Ownership ownership, boolean interrupted)
            throws IOException {
        var reader = new TreeReader(directory);
        var changes = new ArrayList<Change>();
        for (OutputFile file : files) {
            String path = file.path();
            boolean stands = file.spec().isSeed() ? reader.exists(path) : reader.holds(path, file.bytes());
            if (!stands) {
                changes.add(new Change(path, file, reader.read(path)));
            }
        }
        var difference = new Difference(new ArrayList<>(), new LinkedHashSet<>());
        // A synth that was interrupted before it came to the list of files may have added others all the same.
        if (reader.isFolder("") && (interrupted || !changes.isEmpty())) {
            difference.addGone(files, reader, ownership);
        }
        difference.changes.addAll(changes);
        return difference;
    }

    private void addGone(List<OutputFile> files, TreeReader reader, Ownership ownership) throws IOException {
        Set<String> listed = new LinkedHashSet<>(OwnedPaths.of(reader.read(OwnedPaths.NAME)));
        Set<String> candidates = new LinkedHashSet<>(listed);
        candidates.addAll(ownership.noted());
        for (OutputFile file : files) {
            candidates.remove(file.path());
        }
        for (String path : candidates) {
            byte @Nullable [] present = reader.read(path);
            if (present == null) {
                String folder = TreeReader.folderOf(path);
                if (reader.isFolder(folder)) {
                    abandoned.add(folder);
                }
            } else if (ownership.isOurs(path, present, listed.contains(path))) {
                changes.add(new Change(path, null, present));
            }
        }
    }
}
