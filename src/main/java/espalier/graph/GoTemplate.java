package espalier.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A text in the language of Go's templates, as far as one sees from outside what it reads. */
public final class GoTemplate {
    /** Words that open a block in which the dot is something else. */
    private static final Set<String> BLOCKS = Set.of("range", "with", "define", "block", "template");

    private GoTemplate() {}

    /**
     * The values that {@code template} reads, as {@code {{ .name }}}, each once; none where a block makes the dot mean something
     * else.
     */
    public static List<String> readBy(String template) {
        var names = new ArrayList<String>(1);
        int from = template.indexOf("{{");
        while (from >= 0) {
            int to = template.indexOf("}}", from);
            if (to < 0 || !read(template, from + 2, to, names)) {
                return to < 0 ? names : List.of();
            }
            from = template.indexOf("{{", to);
        }
        return names;
    }

    /** Reads one action; false where it opens a block in which the dot is another. */
    private static boolean read(String template, int from, int to, List<String> names) {
        int i = from;
        while (i < to) {
            char c = template.charAt(i);
            if (c == '"' || c == '`') {
                int end = template.indexOf(c, i + 1);
                i = end < 0 || end > to ? to : end + 1;
            } else if (isPartOfName(c)) {
                int end = endOfName(template, i, to);
                String word = template.substring(i, end);
                if (BLOCKS.contains(word)) {
                    return false;
                }
                i = word.equals("$") ? end : endOfFields(template, end, to);
            } else if (c == '.') {
                int end = endOfName(template, i + 1, to);
                String name = template.substring(i + 1, end);
                boolean ofAnother = i > from && template.charAt(i - 1) == ')';
                if (!name.isEmpty() && !ofAnother && !names.contains(name)) {
                    names.add(name);
                }
                i = endOfFields(template, end, to);
            } else {
                i++;
            }
        }
        return true;
    }

    /** Where the fields end that are taken of what a name gives, as in {@code .name.field}. */
    private static int endOfFields(String template, int from, int to) {
        int end = from;
        while (end < to && template.charAt(end) == '.') {
            end = endOfName(template, end + 1, to);
        }
        return end;
    }

    private static int endOfName(String template, int from, int to) {
        int end = from;
        while (end < to && isPartOfName(template.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPartOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
