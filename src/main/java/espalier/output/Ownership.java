package espalier.output;

import espalier.output.Versions.Merge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files are ours to replace and to remove.
 *
 * <p>Ours is what an earlier synth wrote here, what stands in the last commit, and what a merge that is going on made of
 * committed versions. The list of files is always ours: it says nothing that synth does not say again.
 */
final class Ownership {
    private static final byte[] NOTHING = {};

    private final String cluster;
    private final WriteRecord record;
    private final Supplier<Versions> versions;
    private @Nullable Set<String> committedList;

    Ownership(String cluster, WriteRecord record, Supplier<Versions> versions) {
        this.cluster = cluster;
        this.record = record;
        this.versions = versions;
    }

    /**
     * Whether the file {@code path}, which nobody wants any more, is ours at all.
     *
     * @param isListed whether the list of files that stands on disk says so; a line that was added to it by hand does not
     *     make a file ours
     */
    boolean isOurs(String path, byte[] present, boolean isListed) throws IOException {
        return record.wrote(path, present) || isListed && (record.holds(path) || isListCommitted(path));
    }

    /** The paths that an earlier synth wrote. */
    List<String> noted() throws IOException {
        return record.paths();
    }

    private boolean isListCommitted(String path) {
        Set<String> list = committedList;
        if (list == null) {
            list = new HashSet<>(OwnedPaths.of(versions.get().committed(inOut(OwnedPaths.NAME))));
            for (byte[] side :
                    versions.get().merge(inOut(OwnedPaths.NAME), false).sides()) {
                list.addAll(OwnedPaths.of(side));
            }
            committedList = list;
        }
        // Without any committed list, the one on disk is the only witness; an edited file still stops the synth.
        return list.isEmpty() || list.contains(path);
    }

    /** The edits that {@code changes} would overwrite or remove. */
    List<Edit> edits(List<Change> changes) throws IOException {
        var edits = new ArrayList<Edit>();
        for (Change change : changes) {
            byte[] present = change.present();
            if (present != null && !change.path().equals(OwnedPaths.NAME) && !record.wrote(change.path(), present)) {
                Edit edit = edit(change, present);
                if (edit != null) {
                    edits.add(edit);
                }
            }
        }
        return edits;
    }

    private @Nullable Edit edit(Change change, byte[] present) {
        Versions known = versions.get();
        byte[] committed = known.committed(inOut(change.path()));
        if (committed != null && Arrays.equals(committed, present)) {
            return null;
        }
        OutputFile file = change.wanted();
        byte[] wanted = file == null ? NOTHING : file.bytes();
        if (isList(change.path()) && MergedText.haveSameLines(present, wanted)) {
            return null;
        }
        var text = new MergedText(present);
        Merge merge = known.merge(inOut(change.path()), text.isMarked());
        if (text.isOf(merge, wanted)) {
            return null;
        }
        int strange = text.isMarked() ? text.strangeLine(merge, wanted) : 0;
        return new Edit(change, committed, strange, strange == 0 ? null : text.line(strange));
    }

    /** Whether git's union merge puts both sides of the file behind one another, in whatever order, as {@code .gitattributes} says. */
    private static boolean isList(String path) {
        return path.endsWith("/kustomization.yaml") || path.equals("kustomization.yaml");
    }

    private String inOut(String path) {
        return cluster + "/" + path;
    }
}
