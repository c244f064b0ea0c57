package espalier.sealed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a YAML file in block style, of which some below {@code spec} are replaced. Where the file is written otherwise it is
 * left as it is, and whoever asked compares.
 */
final class SpecLines {
    private final List<String> lines;

    /** The lines {@code start} to {@code end} below a key, whose own keys stand {@code indent} to the right. */
    private record Block(int start, int end, int indent) {}

    SpecLines(String text) {
        lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    }

    String text() {
        return String.join("\n", lines);
    }

    /**
     * Writes {@code entry} in the place of the one for {@code key}, or else where it comes by the order of the keys.
     *
     * @param parent the key below {@code spec}; empty for that itself
     * @param entry as YAML, from the first column on
     */
    void put(String parent, String key, String entry) {
        Block file = new Block(0, content(lines.size()), 0);
        Block block = below(below(file, "spec"), parent);
        if (block.indent == 0) {
            return;
        }
        var written = new ArrayList<String>();
        for (String line : entry.stripTrailing().split("\n")) {
            written.add(line.isEmpty() ? line : " ".repeat(block.indent) + line);
        }
        int at = find(block, key);
        if (at >= 0) {
            lines.subList(at, end(at, block.end)).clear();
        } else {
            at = place(block, key);
        }
        lines.addAll(at, written);
    }

    private Block below(Block block, String key) {
        int at = key.isEmpty() ? -1 : find(block, key);
        if (at < 0) {
            return key.isEmpty() ? block : new Block(0, 0, 0);
        }
        int first = at + 1;
        while (first < block.end && isEmpty(first)) {
            first++;
        }
        boolean has = first < block.end && indent(first) > block.indent;
        return has ? new Block(first, end(at, block.end), indent(first)) : new Block(0, 0, 0);
    }

    private int find(Block block, String key) {
        for (int i = block.start; i < block.end; i++) {
            if (!isEmpty(i) && indent(i) == block.indent && key(i).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private int place(Block block, String key) {
        for (int i = block.start; i < block.end; i++) {
            if (!isEmpty(i) && indent(i) == block.indent && key(i).compareTo(key) > 0) {
                return i;
            }
        }
        return content(block.end);
    }

    /** Behind the last line of the entry that begins at {@code at}. */
    private int end(int at, int limit) {
        int end = at + 1;
        while (end < limit && (isEmpty(end) || indent(end) > indent(at))) {
            end++;
        }
        return content(end);
    }

    /** {@code end}, or further up where only empty lines and comments stand before it. */
    private int content(int end) {
        int at = end;
        while (at > 0 && isEmpty(at - 1)) {
            at--;
        }
        return at;
    }

    private boolean isEmpty(int line) {
        String text = lines.get(line).strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private int indent(int line) {
        String text = lines.get(line);
        return text.length() - text.stripLeading().length();
    }

    private String key(int line) {
        String text = lines.get(line).strip();
        int colon = text.indexOf(": ");
        String key =
                colon >= 0 ? text.substring(0, colon) : text.endsWith(":") ? text.substring(0, text.length() - 1) : "";
        boolean quoted =
                key.length() > 1 && "\"'".indexOf(key.charAt(0)) >= 0 && key.charAt(0) == key.charAt(key.length() - 1);
        return quoted ? key.substring(1, key.length() - 1) : key;
    }
}
