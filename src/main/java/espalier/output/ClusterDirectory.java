package espalier.output;

import espalier.layout.FileSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory of a cluster below {@code dist/}: what stands there, against what shall. */
public final class ClusterDirectory {
    private final Path out;
    private final String cluster;
    private final Path note;
    private final Supplier<Versions> versions;
    private final StagedWrite staged;

    /**
     * @param out the directory of all clusters
     * @param state where the untracked note of the last write is kept
     * @param versions asked only when a file would change that this machine did not write last
     */
    public ClusterDirectory(Path out, String cluster, Path state, Supplier<Versions> versions) {
        this.out = out;
        this.cluster = cluster;
        this.note = state.resolve(cluster);
        this.versions = versions;
        this.staged = new StagedWrite(out, cluster);
    }

    /** Where it is. */
    public Path path() {
        return out.resolve(cluster);
    }

    /** The files of {@code specs} as bytes, with the list of them. */
    public static List<OutputFile> render(List<FileSpec> specs) {
        var files = new ArrayList<OutputFile>(specs.size() + 1);
        for (FileSpec spec : specs) {
            files.add(render(spec));
        }
        files.add(new OutputFile(OwnedPaths.NAME, OwnedPaths.of(files), FileSpec.generated(OwnedPaths.NAME)));
        return files;
    }

    private static OutputFile render(FileSpec spec) {
        if (OwnedPaths.leadsOut(spec.path())) {
            throw new IllegalArgumentException("no path of the tree leads out of it: " + spec.path());
        }
        return new OutputFile(spec.path(), spec.render(), spec);
    }

    /** What an {@link #update} would do; touches nothing. */
    public Update compare(List<OutputFile> files) throws IOException {
        List<Change> changes = difference(files, new WriteRecord(note)).changes();
        return new Update(changes, List.of(), Obstacles.in(out, cluster, changes));
    }

    /** Makes exactly {@code files} stand here; all of them, or none where that is refused or one cannot be written. */
    public Update update(List<OutputFile> files) throws IOException {
        var record = new WriteRecord(note);
        Difference difference = difference(files, record);
        if (!difference.changes().isEmpty()) {
            return lockedUpdate(files, record, difference);
        }
        if (!record.isThere() || staged.isFolderThere()) {
            try {
                return lockedUpdate(files, record, difference);
            } catch (IOException e) {
                // What is as it shall be needs no note of what was written, as on a disk that can only be read.
            }
        }
        return new Update(List.of(), List.of(), List.of());
    }

    private Difference difference(List<OutputFile> files, WriteRecord record) throws IOException {
        return Difference.of(files, path(), new Ownership(cluster, record, versions), staged.isLeft());
    }

    private Update lockedUpdate(List<OutputFile> files, WriteRecord seen, Difference found) throws IOException {
        try (var lock = WriteLock.take(lockFile())) {
            var record = new WriteRecord(note);
            // Otherwise another synth has been at work meanwhile.
            Difference difference = record.isSame(seen) ? found : difference(files, record);
            List<Change> changes = difference.changes();
            List<Edit> edits = new Ownership(cluster, record, versions).edits(changes);
            var update = new Update(changes, edits, Obstacles.in(out, cluster, changes));
            if (!update.isRefused()) {
                staged.write(changes, record);
                for (String folder : difference.abandoned()) {
                    Folders.removeEmpty(path().resolve(folder), path());
                }
                note(files, record);
            }
            return update;
        }
    }

    private Path lockFile() {
        return note.resolveSibling(note.getFileName() + ".lock");
    }

    /** What was noted before the files were moved says the same of them, at greater length, should this not be possible. */
    private static void note(List<OutputFile> files, WriteRecord record) {
        try {
            record.done(files);
        } catch (IOException e) {
            return;
        }
    }

    /** Whether an earlier synth wrote what {@code change} found, so that nobody edited it. */
    public boolean wrote(Change change) throws IOException {
        byte[] present = change.present();
        return present != null && new WriteRecord(note).wrote(change.path(), present);
    }

    /** Lets the next synth replace what {@code change} found: it has been taken elsewhere. */
    public void give(Change change) throws IOException {
        byte[] present = change.present();
        if (present != null) {
            try (var lock = WriteLock.take(lockFile())) {
                new WriteRecord(note).give(change.path(), present);
            }
        }
    }

    /** The file of {@code change} in the last commit, or null. */
    public byte @Nullable [] committed(Change change) {
        return versions.get().committed(cluster + "/" + change.path());
    }
}
