package espalier.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What version control knows of a file. */
public interface Versions {
    /** Knows nothing: where there is no repository. */
    Versions NONE = new Versions() {
        @Override
        public byte @Nullable [] committed(String path) {
            return null;
        }

        @Override
        public List<byte[]> merging(String path) {
            return List.of();
        }
    };

    /** The file at {@code path}, relative to the output directory, in the last commit; null when it is not there. */
    byte @Nullable [] committed(String path);

    /** Its versions on all sides of a merge, rebase or the like that is going on; empty when none is. */
    List<byte[]> merging(String path);
}
