package espalier.difference;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ. */
final class LineDifference {
    /** Beyond that, the middle is told as replaced: nobody reads it line by line, and comparing takes the square of it. */
    private static final int MOST_LINES = 2000;

    private LineDifference() {}

    /** Each line that is only in one of them, in their order, with {@code - } or {@code + } in front. */
    static List<String> between(String before, String after) {
        var lines = new ArrayList<String>();
        for (TextLine line : all(before.split("\n", -1), after.split("\n", -1))) {
            if (line.mark() != TextLine.BOTH) {
                lines.add(line.mark() + " " + line.text());
            }
        }
        return lines;
    }

    /** Each line of both, in their order. */
    static List<TextLine> all(String[] old, String[] now) {
        var lines = new ArrayList<TextLine>(Math.max(old.length, now.length));
        int start = 0;
        while (start < old.length && start < now.length && old[start].equals(now[start])) {
            lines.add(new TextLine(TextLine.BOTH, old[start++]));
        }
        int oldEnd = old.length;
        int nowEnd = now.length;
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1].equals(now[nowEnd - 1])) {
            oldEnd--;
            nowEnd--;
        }
        int[][] common = CommonSequence.lengths(oldEnd - start, nowEnd - start, MOST_LINES, matching(old, now, start));
        int i = start;
        int j = start;
        while (i < oldEnd || j < nowEnd) {
            if (i < oldEnd && j < nowEnd && common.length > 0 && old[i].equals(now[j])) {
                lines.add(new TextLine(TextLine.BOTH, old[i++]));
                j++;
            } else if (i < oldEnd
                    && (j == nowEnd
                            || common.length == 0
                            || common[i - start + 1][j - start] >= common[i - start][j - start + 1])) {
                lines.add(new TextLine(TextLine.BEFORE, old[i++]));
            } else {
                lines.add(new TextLine(TextLine.AFTER, now[j++]));
            }
        }
        for (int k = oldEnd; k < old.length; k++) {
            lines.add(new TextLine(TextLine.BOTH, old[k]));
        }
        return lines;
    }

    private static CommonSequence.Matching matching(String[] old, String[] now, int start) {
        return (i, j) -> old[start + i].equals(now[start + j]);
    }
}
