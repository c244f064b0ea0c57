package espalier.output;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/** Recognises what git's merges leave in files. */
final class ConflictMarkers {
    private ConflictMarkers() {}

    static boolean isMarker(String line) {
        return line.startsWith("<<<<<<< ")
                || line.equals("=======")
                || line.startsWith(">>>>>>> ")
                || line.startsWith("||||||| ");
    }

    /**
     * Whether {@code present} is nothing but a merge of {@code versions}: every line of it is a marker or stands in one of
     * them. A line that somebody wrote by hand is in none.
     */
    static boolean isMergeOf(List<byte[]> versions, byte[] present) {
        if (versions.size() < 2) {
            return false;
        }
        var known = new HashSet<String>();
        for (byte[] version : versions) {
            known.addAll(lines(version));
        }
        for (String line : lines(present)) {
            if (!known.contains(line) && !isMarker(line)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
}
