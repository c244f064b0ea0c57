package espalier.output;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The committed list of the files of a cluster that are ours to replace and remove: sorted, a path a line, without hashes, so
 * that branches which each add files merge.
 */
final class OwnedPaths {
    static final String NAME = ".generated";

    private OwnedPaths() {}

    /** The paths in such a list; what a merge left between its markers counts from both sides. */
    static List<String> of(byte @Nullable [] list) {
        var paths = new ArrayList<String>();
        if (list != null) {
            for (String line : MergedText.lines(list)) {
                if (isInside(line)) {
                    paths.add(line);
                }
            }
        }
        return paths;
    }

    /** Whether {@code line} can be a path of ours: below the directory, no marker, nothing of Flux's own. */
    static boolean isInside(String line) {
        return !line.isBlank()
                && !MergedText.isMarker(line)
                && !line.startsWith("flux-system/gotk-")
                && !leadsOut(line);
    }

    /** Whether {@code path} is none below the directory, or takes a way round. */
    static boolean leadsOut(String path) {
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            char c = i == path.length() ? '/' : path.charAt(i);
            if (c < ' ' || c == '\\') {
                return true;
            }
            if (c == '/') {
                int length = i - start;
                if (length == 0 || length <= 2 && path.startsWith(length == 1 ? "." : "..", start)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /** The list of {@code files} and of itself. */
    static byte[] of(List<OutputFile> files) {
        var paths = new ArrayList<String>(files.size() + 1);
        paths.add(NAME);
        for (OutputFile file : files) {
            if (!file.spec().isSeed()) {
                paths.add(file.path());
            }
        }
        paths.sort(null);
        return (String.join("\n", paths) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
