package espalier.yaml;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain YAML that programs write, without a library that takes a tenth of a second to load: block mappings and
 * lists, words and quoted text on one line, and literal blocks.
 *
 * <p>Where anything else stands, it says so instead of guessing, and {@link YamlReader} has to read the text.
 */
public final class BlockYaml {
    private final String[] lines;
    private int at;

    /** Something that is not read here. */
    private static final class Other extends RuntimeException {
        private static final long serialVersionUID = 1;

        Other() {
            super(null, null, false, false);
        }
    }

    private BlockYaml(String text) {
        lines = text.split("\n", -1);
    }

    /** The only document of {@code text}, a mapping, as {@link YamlReader} reads it; null where it takes that one to read it. */
    public static @Nullable Mapping read(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' || c >= 0x7f) {
                return null;
            }
        }
        try {
            var reader = new BlockYaml(text);
            reader.skipBlank();
            if (!reader.hasLine() || reader.indent() != 0) {
                return null;
            }
            Mapping mapping = reader.mapping(0);
            return reader.hasLine() ? null : mapping;
        } catch (Other e) {
            return null;
        }
    }

    private boolean hasLine() {
        return at < lines.length;
    }

    private void skipBlank() {
        while (hasLine() && (lines[at].isBlank() || lines[at].charAt(indent()) == '#')) {
            at++;
        }
    }

    private int indent() {
        return indent(lines[at]);
    }

    private static int indent(String line) {
        int i = 0;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private Mapping mapping(int indent) {
        var mapping = new Mapping();
        while (hasLine() && indent() == indent && !isItem(indent)) {
            String line = lines[at];
            int colon = line.indexOf(':', indent);
            String key = colon < 0 ? "" : line.substring(indent, colon);
            if (!isKey(key) || mapping.has(key)) {
                throw new Other();
            }
            mapping.put(key, value(line.substring(colon + 1), indent, true));
            skipBlank();
        }
        if (hasLine() && indent() > indent) {
            throw new Other();
        }
        return mapping;
    }

    private boolean isItem(int indent) {
        return lines[at].startsWith("- ", indent)
                || lines[at].length() == indent + 1 && lines[at].charAt(indent) == '-';
    }

    private Sequence sequence(int indent) {
        var sequence = new Sequence();
        while (hasLine() && indent() == indent && isItem(indent)) {
            String line = lines[at];
            int inner = indent + 1;
            while (inner < line.length() && line.charAt(inner) == ' ') {
                inner++;
            }
            if (isMappingAt(line, inner)) {
                lines[at] = " ".repeat(inner) + line.substring(inner); // the mapping begins behind the hyphen
                sequence.add(mapping(inner));
            } else {
                sequence.add(value(line.substring(indent + 1), indent, false));
                skipBlank();
            }
        }
        if (hasLine() && indent() > indent) {
            throw new Other();
        }
        return sequence;
    }

    private static boolean isMappingAt(String line, int start) {
        int colon = line.indexOf(':', start);
        return colon > 0
                && isKey(line.substring(start, colon))
                && (colon + 1 == line.length() || line.charAt(colon + 1) == ' ');
    }

    /** What stands behind a key or hyphen, of which {@code rest} is on its own line. */
    private Value value(String rest, int indent, boolean ofKey) {
        if (!rest.isEmpty() && rest.charAt(0) != ' ') {
            throw new Other();
        }
        String text = rest.strip();
        at++;
        if (text.equals("|") || text.equals("|-")) {
            return literal(indent, text.equals("|"));
        }
        if (!text.isEmpty()) {
            int end = at;
            skipBlank();
            if (hasLine() && indent() > indent) {
                throw new Other(); // the text goes on in the next line
            }
            at = Math.min(end, at);
            return scalar(text);
        }
        skipBlank();
        if (!hasLine()) {
            throw new Other();
        }
        int below = indent();
        if (isItem(below) && below >= indent && ofKey) {
            return sequence(below);
        }
        if (below <= indent) {
            throw new Other(); // a null
        }
        return mapping(below);
    }

    private Scalar literal(int above, boolean endsInNewline) {
        if (!hasLine() || lines[at].isBlank() || indent() <= above) {
            throw new Other();
        }
        int indent = indent();
        var text = new StringBuilder();
        int end = 0;
        while (hasLine() && (lines[at].isBlank() || indent() >= indent)) {
            if (lines[at].isBlank() && lines[at].length() > indent) {
                throw new Other();
            }
            text.append(lines[at].isBlank() ? "" : lines[at].substring(indent)).append('\n');
            if (!lines[at].isBlank()) {
                end = text.length();
            }
            at++;
        }
        boolean isCutOff = end == text.length() && !hasLine(); // the file ends within the last line
        return Scalar.of(text.substring(0, endsInNewline && !isCutOff ? end : end - 1));
    }

    private static boolean isKey(String key) {
        int first = isDotted(key) ? 1 : 0;
        if (key.length() <= first || !Character.isLetter(key.charAt(first)) || isAmbiguous(key)) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** As {@code .dockerconfigjson}, and not as {@code .inf} or {@code .nan}, which are numbers. */
    private static boolean isDotted(String key) {
        return key.length() > 4 && key.charAt(0) == '.';
    }

    private static Value scalar(String text) {
        switch (text) {
            case "true" -> {
                return Scalar.of(true);
            }
            case "false" -> {
                return Scalar.of(false);
            }
            case "[]" -> {
                return new Sequence();
            }
            case "{}" -> {
                return new Mapping();
            }
            default -> {
                char first = text.charAt(0);
                if (first >= '0' && first <= '9' && !isMore(text)) {
                    return digits(text);
                }
                return Scalar.of(first == '"' || first == '\'' ? quoted(text, first) : word(text));
            }
        }
    }

    /** Whether there is something in {@code text} that is in no number, hexadecimal ones and such with a power included. */
    private static boolean isMore(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'g' && c <= 'z' || c >= 'G' && c <= 'Z';
            if (isLetter && "oOxX".indexOf(c) < 0 || c == '/' || c == ' ') {
                return true;
            }
        }
        return false;
    }

    /** A whole number; or a version of three numbers or an address of four, which are text. */
    private static Scalar digits(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                throw new Other();
            }
        }
        if (dots > 1) {
            return Scalar.of(text);
        }
        if (dots != 0 || text.length() > 15 || text.length() > 1 && text.charAt(0) == '0') {
            throw new Other();
        }
        return Scalar.of(Long.valueOf(text));
    }

    private static String quoted(String text, char quote) {
        int end = text.length() - 1;
        if (end > 0 && text.indexOf(quote, 1) == end && text.indexOf('\\') < 0) {
            return text.substring(1, end);
        }
        if (quote == '"') {
            return unescaped(text);
        }
        throw new Other();
    }

    /** Of the escapes, those that stand for themselves. */
    private static String unescaped(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && i == text.length() - 1) {
                return plain.toString();
            }
            if (c == '"' || c == '\\' && ++i == text.length()) {
                throw new Other();
            }
            char meant = text.charAt(i);
            if (c == '\\' && meant != '"' && meant != '\\') {
                throw new Other();
            }
            plain.append(meant);
        }
        throw new Other();
    }

    /** A text without quotes that can be nothing but text. */
    private static String word(String text) {
        char first = text.charAt(0);
        if (!Character.isLetterOrDigit(first) && "/_^$(".indexOf(first) < 0 && !isOptionOrPath(text)
                || isAmbiguous(text)
                || text.contains(": ")
                || text.contains(" #")
                || text.charAt(text.length() - 1) == ':') {
            throw new Other();
        }
        return text;
    }

    /** As {@code -c}, {@code --name} or {@code ./apps}; and not as {@code -.5} or {@code ---}. */
    private static boolean isOptionOrPath(String text) {
        char first = text.charAt(0);
        int second = 1;
        while (second < text.length() && text.charAt(second) == first) {
            second++;
        }
        char next = second < text.length() && second < 3 ? text.charAt(second) : first;
        return first == '-' && Character.isLetter(next) || first == '.' && next == '/';
    }

    /** Whether some reader of YAML takes it for a null or a truth. */
    private static boolean isAmbiguous(String word) {
        return switch (word.length()) {
            case 1 -> "yYnN".contains(word);
            case 2, 3, 4, 5 ->
                switch (word.toLowerCase(java.util.Locale.ROOT)) {
                    case "no", "on", "yes", "off", "null", "true", "false" -> true;
                    default -> false;
                };
            default -> false;
        };
    }
}
