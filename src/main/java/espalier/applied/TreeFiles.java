package espalier.applied;

import org.jspecify.annotations.Nullable;

/** The files of a repository, on disk or in a commit. */
public interface TreeFiles {
    /** The file at {@code path}, from the repository's root on; null where there is none. */
    @Nullable
    String read(String path);
}
