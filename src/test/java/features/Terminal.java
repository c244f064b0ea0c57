package features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a terminal as is needed to see what a person would: two screens, a cursor, and what moves it. */
final class Terminal {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??)([0-9;]*)([A-Za-z])");

    private final List<String[]> first = new ArrayList<>();
    private final List<String[]> second = new ArrayList<>();
    private List<String[]> page = first;
    private int columns;
    private int rows;
    private int row;
    private int column;
    private boolean cursor = true;
    private boolean wraps = true;

    Terminal(int columns, int rows) {
        resize(columns, rows);
    }

    void resize(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        for (List<String[]> each : List.of(first, second)) {
            while (each.size() > rows) {
                each.remove(each.size() - 1);
            }
            while (each.size() < rows) {
                each.add(new String[0]);
            }
            each.replaceAll(line -> {
                String[] fitted = Arrays.copyOf(line, columns);
                for (int i = line.length; i < columns; i++) {
                    fitted[i] = " ";
                }
                return fitted;
            });
        }
        row = Math.min(row, rows - 1);
        column = Math.min(column, columns - 1);
    }

    void print(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '\u001b') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("a sequence that this terminal does not know: " + text.substring(i + 1));
                }
                obey(
                        !sequence.group(1).isEmpty(),
                        sequence.group(2),
                        sequence.group(3).charAt(0));
                i = sequence.end();
            } else {
                int character = text.codePointAt(i);
                put(character);
                i += Character.charCount(character);
            }
        }
    }

    private void obey(boolean isPrivate, String parameters, char command) {
        switch (command) {
            case 'm' -> {}
            case 'H' -> {
                row = 0;
                column = 0;
            }
            case 'K' -> Arrays.fill(page.get(row), Math.min(column, columns), columns, " ");
            case 'J' -> {
                Arrays.fill(page.get(row), Math.min(column, columns), columns, " ");
                page.subList(row + 1, rows).forEach(line -> Arrays.fill(line, " "));
            }
            case 'h', 'l' -> set(parameters, command == 'h');
            default -> throw new AssertionError("a sequence that this terminal does not know: " + parameters + command);
        }
    }

    private void set(String mode, boolean on) {
        switch (mode) {
            case "25" -> cursor = on;
            case "7" -> wraps = on;
            case "1049" -> {
                page = on ? second : first;
                row = on ? 0 : row;
                column = 0;
            }
            default -> throw new AssertionError("a mode that this terminal does not know: " + mode);
        }
    }

    private void put(int character) {
        switch (character) {
            case '\r' -> column = 0;
            case '\n' -> feed();
            default -> {
                int width = columns(Character.toString(character));
                if (column + width > columns) {
                    if (!wraps) {
                        return;
                    }
                    column = 0;
                    feed();
                }
                if (width > 0) {
                    page.get(row)[column] = Character.toString(character);
                    if (width == 2) {
                        page.get(row)[column + 1] = "";
                    }
                    column += width;
                }
            }
        }
    }

    private void feed() {
        if (row < rows - 1) {
            row++;
        } else {
            page.remove(0);
            String[] empty = new String[columns];
            Arrays.fill(empty, " ");
            page.add(empty);
        }
    }

    /** What stands on it, without what is empty at the end of lines and of the page. */
    String text() {
        var text = new StringBuilder();
        for (String[] line : page) {
            text.append(String.join("", line).stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    boolean isSecondScreen() {
        return page == second;
    }

    boolean hasCursor() {
        return cursor;
    }

    /** How many columns {@code text} takes, of which only Latin and East Asian scripts are judged. */
    static int columns(String text) {
        return text.codePoints()
                .map(character -> character >= 0x2e80 && character < 0xa4d0 ? 2 : 1)
                .sum();
    }
}
