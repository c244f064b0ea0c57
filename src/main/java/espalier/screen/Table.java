package espalier.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How far things are, as lines that fit on a screen. */
public final class Table {
    private static final int STATE = 9;
    private static final int SECONDS = 8;
    /** The columns but for the name and the reason, with the spaces between all. */
    private static final int FIXED = 4 + 2 + 2 + STATE + 1 + SECONDS + 2;

    private static final int SHORTEST_NAME = 12;
    private static final int SHORTEST_REASON = 24;

    /** What a state means to people. */
    public enum Tone {
        GOOD("32"),
        BUSY("36"),
        IDLE("2"),
        BAD("31");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /**
     * One thing.
     *
     * @param wave in which it comes; 0 for none
     * @param reason why it is as it is; may be empty
     */
    public record Row(int wave, String name, String state, Tone tone, double seconds, String reason) {}

    private Table() {}

    /**
     * The table, at most {@code width} columns wide and {@code height} lines high.
     *
     * <p>Where there are more rows than lines, those that are done are left out first, then those that come last; a line
     * says how many.
     */
    public static List<String> lines(List<Row> rows, int width, int height, boolean colour) {
        var lines = new ArrayList<String>();
        int names = SHORTEST_NAME;
        for (Row row : rows) {
            names = Math.max(names, Columns.of(row.name));
        }
        names = Math.min(names, Math.max(SHORTEST_NAME, width - FIXED - SHORTEST_REASON));
        String head =
                "WAVE  " + Columns.fit("COMPONENT", names) + "  " + Columns.fit("STATE", STATE) + "  SECONDS  REASON";
        lines.add(Columns.cut(head, width));
        List<Row> shown = rows;
        int room = Math.max(2, height - 1);
        if (rows.size() > room) {
            shown = without(rows, Tone.GOOD, rows.size() - room + 1);
            shown = reversed(without(reversed(shown), Tone.IDLE, shown.size() - room + 1));
            shown = shown.subList(0, Math.min(shown.size(), room - 1));
        }
        for (Row row : shown) {
            lines.add(line(row, names, width, colour));
        }
        if (shown.size() < rows.size()) {
            lines.add(Columns.cut("      and " + left(rows, shown), width));
        }
        return lines;
    }

    private static String left(List<Row> rows, List<Row> shown) {
        var left = new ArrayList<>(rows);
        shown.forEach(left::remove);
        var states = new ArrayList<String>();
        for (Row row : left) {
            if (!states.contains(row.state)) {
                states.add(row.state);
            }
        }
        var counted = new ArrayList<String>();
        for (String state : states) {
            counted.add(left.stream().filter(row -> row.state.equals(state)).count() + " " + state);
        }
        return String.join(", ", counted);
    }

    /** {@code rows} without the first {@code most} of that tone. */
    private static List<Row> without(List<Row> rows, Tone tone, int most) {
        var kept = new ArrayList<Row>();
        int dropped = 0;
        for (Row row : rows) {
            if (row.tone == tone && dropped < most) {
                dropped++;
            } else {
                kept.add(row);
            }
        }
        return kept;
    }

    private static List<Row> reversed(List<Row> rows) {
        var reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String line(Row row, int names, int width, boolean colour) {
        String wave = row.wave == 0 ? "    " : String.format(Locale.ROOT, "%4d", row.wave);
        String before = wave + "  " + Columns.fit(row.name, names) + "  ";
        String state = Columns.fit(row.state, STATE);
        String after = String.format(Locale.ROOT, " %8.1f  ", row.seconds) + row.reason;
        int room = width - Columns.of(before);
        if (room <= STATE) {
            return Columns.cut(before + state, width).stripTrailing();
        }
        String cut = Columns.cut(after, room - STATE).stripTrailing();
        return before + (colour ? "\u001b[" + row.tone.code + "m" + state + "\u001b[0m" : state) + cut;
    }
}
