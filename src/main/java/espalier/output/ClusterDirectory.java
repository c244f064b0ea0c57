package espalier.output;

import espalier.layout.FileSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory of a cluster below {@code dist/}: what stands there, against what shall. */
public final class ClusterDirectory {
    private final Path out;
    private final String cluster;
    private final Path directory;
    private final WriteRecord record;
    private final Supplier<Versions> versions;

    /**
     * @param out the directory of all clusters
     * @param state where the untracked note of the last write is kept
     * @param versions asked only when a file would change that this machine did not write last
     */
    public ClusterDirectory(Path out, String cluster, Path state, Supplier<Versions> versions) {
        this.out = out;
        this.cluster = cluster;
        this.directory = out.resolve(cluster);
        this.record = new WriteRecord(state.resolve(cluster));
        this.versions = versions;
    }

    /** Where it is. */
    public Path path() {
        return directory;
    }

    /** The files of {@code specs} as bytes, with the list of them. */
    public static List<OutputFile> render(List<FileSpec> specs) {
        var files = new ArrayList<OutputFile>(specs.size() + 1);
        for (FileSpec spec : specs) {
            files.add(new OutputFile(spec.path(), spec.render(), spec));
        }
        files.add(new OutputFile(OwnedPaths.NAME, OwnedPaths.of(files), FileSpec.generated(OwnedPaths.NAME)));
        return files;
    }

    /** What has to change so that exactly {@code files} stand here. The list of files comes last. */
    public List<Change> changes(List<OutputFile> files) throws IOException {
        var changes = new ArrayList<Change>();
        boolean isNew = !Files.isDirectory(directory);
        var wanted = new HashSet<String>();
        for (OutputFile file : files) {
            wanted.add(file.path());
            byte[] present = isNew ? null : read(file.path());
            boolean differs = present == null || !file.spec().isSeed() && !Arrays.equals(present, file.bytes());
            if (differs) {
                changes.add(new Change(file.path(), file, present));
            }
        }
        if (!isNew) {
            Set<String> owned = new LinkedHashSet<>(OwnedPaths.read(directory));
            if (!changes.isEmpty()) {
                owned.addAll(record.paths());
            }
            for (String path : owned) {
                byte[] present = wanted.contains(path) ? null : read(path);
                if (present != null) {
                    changes.add(0, new Change(path, null, present));
                }
            }
        }
        return changes;
    }

    private byte @Nullable [] read(String path) throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The ones of {@code changes} that would overwrite or remove what somebody wrote and did not commit.
     *
     * <p>Ours to replace is what an earlier synth wrote here, what stands in the last commit, and what a merge that is going
     * on made of committed versions.
     */
    public List<Change> uncommitted(List<Change> changes) throws IOException {
        var uncommitted = new ArrayList<Change>();
        for (Change change : changes) {
            byte[] present = change.present();
            if (present != null && !record.wrote(change.path(), present) && !isCommitted(change.path(), present)) {
                uncommitted.add(change);
            }
        }
        return uncommitted;
    }

    private boolean isCommitted(String path, byte[] present) {
        Versions known = versions.get();
        String inOut = cluster + "/" + path;
        byte[] committed = known.committed(inOut);
        return committed != null && Arrays.equals(committed, present)
                || ConflictMarkers.isMergeOf(known.merging(inOut), present);
    }

    /** Makes {@code changes}, all or, when one cannot be staged, none. */
    public void write(List<Change> changes) throws IOException {
        new StagedWrite(out, cluster, record).write(changes);
    }
}
