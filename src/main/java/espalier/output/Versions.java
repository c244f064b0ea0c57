package espalier.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What version control knows of a file. Paths are relative to the output directory. */
public interface Versions {
    /** Knows nothing: where there is no repository. */
    Versions NONE = new Versions() {
        @Override
        public byte @Nullable [] committed(String path) {
            return null;
        }

        @Override
        public Merge merge(String path, boolean marked) {
            return Merge.NONE;
        }
    };

    /** The file at {@code path} in the last commit; null when it is not there. */
    byte @Nullable [] committed(String path);

    /**
     * What the merge, rebase, cherry-pick, revert or applied stash that is going on makes the file of.
     *
     * @param marked whether the file holds conflict markers, so that some merge was there, whatever else tells of it
     */
    Merge merge(String path, boolean marked);

    /**
     * The versions that a merge joins.
     *
     * @param sides the last commit's and each other's; empty bytes for a side without the file; no sides when no merge is
     *     going on
     * @param bases what the sides have in common, as far as it is known; a conflict may show its lines as well
     */
    record Merge(List<byte[]> sides, List<byte[]> bases) {
        /** No merge is going on. */
        static final Merge NONE = new Merge(List.of(), List.of());
    }
}
