package espalier.applied;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of a repository, on disk or in a commit. */
public interface TreeFiles {
    /** The file at {@code path}, from the repository's root on; null where there is none. */
    @Nullable
    String read(String path);

    /** The names of what stands in the folder {@code path}, files and folders; none where there is no such folder. */
    Collection<String> names(String path);

    /** Its bytes, which are not those of {@link #read} where it is no text. */
    default byte @Nullable [] bytes(String path) {
        String text = read(path);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Those that are in memory, by their paths. */
    static TreeFiles of(Map<String, String> files) {
        return new TreeFiles() {
            @Override
            public @Nullable String read(String path) {
                return files.get(path);
            }

            @Override
            public Collection<String> names(String path) {
                var names = new TreeSet<String>();
                for (String file : files.keySet()) {
                    if (file.startsWith(path + "/")) {
                        int end = file.indexOf('/', path.length() + 1);
                        names.add(file.substring(path.length() + 1, end < 0 ? file.length() : end));
                    }
                }
                return names;
            }
        };
    }
}
