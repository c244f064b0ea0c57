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
        } catch (NotPlain e) {
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
            if (!LineYaml.isKey(key) || mapping.has(key)) {
                throw new NotPlain();
            }
            mapping.put(key, value(line.substring(colon + 1), indent, true));
            skipBlank();
        }
        if (hasLine() && indent() > indent) {
            throw new NotPlain();
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
            throw new NotPlain();
        }
        return sequence;
    }

    private static boolean isMappingAt(String line, int start) {
        int colon = line.indexOf(':', start);
        return colon > 0
                && LineYaml.isKey(line.substring(start, colon))
                && (colon + 1 == line.length() || line.charAt(colon + 1) == ' ');
    }

    /** What stands behind a key or hyphen, of which {@code rest} is on its own line. */
    private Value value(String rest, int indent, boolean ofKey) {
        if (!rest.isEmpty() && rest.charAt(0) != ' ') {
            throw new NotPlain();
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
                throw new NotPlain(); // the text goes on in the next line
            }
            at = Math.min(end, at);
            return LineYaml.scalar(text);
        }
        skipBlank();
        if (!hasLine()) {
            throw new NotPlain();
        }
        int below = indent();
        if (isItem(below) && below >= indent && ofKey) {
            return sequence(below);
        }
        if (below <= indent) {
            throw new NotPlain(); // a null
        }
        return mapping(below);
    }

    private Scalar literal(int above, boolean endsInNewline) {
        if (!hasLine() || lines[at].isBlank() || indent() <= above) {
            throw new NotPlain();
        }
        int indent = indent();
        var text = new StringBuilder();
        int end = 0;
        while (hasLine() && (lines[at].isBlank() || indent() >= indent)) {
            if (lines[at].isBlank() && lines[at].length() > indent) {
                throw new NotPlain();
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
}
