package espalier.applied;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The files of a repository, on disk or in a commit. */
public interface TreeFiles {
    /** The file at {@code path}, from the repository's root on; null where there is none. */
    @Nullable
    String read(String path);

    /** Its bytes, which are not those of {@link #read} where it is no text. */
    default byte @Nullable [] bytes(String path) {
        String text = read(path);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
