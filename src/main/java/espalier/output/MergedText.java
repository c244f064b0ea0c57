package espalier.output;

import espalier.output.Versions.Merge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what a merge made of committed versions from what somebody wrote.
 *
 * <p>Of a merge is a file in which every line is a conflict marker or stands in one of the versions, as often as in all of
 * them together, and in which no line is missing that every side has: no merge takes that away.
 */
final class MergedText {
    private final List<String> present;
    private final boolean marked;

    MergedText(byte[] present) {
        this.present = lines(present);
        this.marked = this.present.stream().anyMatch(line -> line.startsWith("<<<<<<<") && isMarker(line));
    }

    /** Whether it holds the markers of a conflict. */
    boolean isMarked() {
        return marked;
    }

    /** Whether {@code line} is one that git writes around the sides of a conflict. */
    static boolean isMarker(String line) {
        return line.equals("=======")
                || isMarker(line, "<<<<<<<")
                || isMarker(line, ">>>>>>>")
                || isMarker(line, "|||||||");
    }

    private static boolean isMarker(String line, String sign) {
        return line.startsWith(sign) && (line.length() == 7 || line.charAt(7) == ' ');
    }

    /**
     * Whether nothing in the file is lost when {@code wanted} takes its place: it is a merge, and each line of it is
     * committed or wanted.
     */
    boolean isOf(Merge merge, byte[] wanted) {
        return (marked || isGoingOn(merge)) && strangeLine(merge, wanted) == 0 && keepsCommonLines(merge);
    }

    /** Whether the merge brings two different versions of the file together. */
    private static boolean isGoingOn(Merge merge) {
        for (byte[] side : merge.sides()) {
            if (!Arrays.equals(side, merge.sides().get(0))) {
                return true;
            }
        }
        return false;
    }

    /** The number, from 1, of the first line that is in no version and no marker; 0 where there is none. */
    int strangeLine(Merge merge, byte[] wanted) {
        Map<String, Integer> known = new HashMap<>();
        List<byte[]> versions = new ArrayList<>(merge.sides());
        versions.addAll(merge.bases());
        if (marked) {
            versions.add(wanted);
        }
        for (byte[] version : versions) {
            lines(version).forEach(line -> known.merge(line, 1, Integer::sum));
        }
        for (int i = 0; i < present.size(); i++) {
            String line = present.get(i);
            if (!(marked && isMarker(line)) && known.merge(line, -1, Integer::sum) < 0) {
                return i + 1;
            }
        }
        return 0;
    }

    String line(int number) {
        return present.get(number - 1);
    }

    private boolean keepsCommonLines(Merge merge) {
        Set<String> common = null;
        for (byte[] side : merge.sides()) {
            List<String> lines = lines(side);
            if (common == null) {
                common = new HashSet<>(lines);
            } else {
                common.retainAll(new HashSet<>(lines));
            }
        }
        return common == null || new HashSet<>(present).containsAll(common);
    }

    /** Whether both hold the same lines, in whatever order and however often, as after a merge that takes both sides. */
    static boolean haveSameLines(byte[] one, byte[] other) {
        return new HashSet<>(lines(one)).equals(new HashSet<>(lines(other)));
    }

    static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
}
