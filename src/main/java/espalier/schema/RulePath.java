package espalier.schema;

import espalier.tree.FieldPath;
import org.jspecify.annotations.Nullable;

/** The {@code fieldPath} of a rule: {@code .spec.names}, {@code ['a.b'].c}. */
final class RulePath {
    private RulePath() {}

    /** The field that {@code text} names below {@code path}; that itself where there is no such text. */
    static FieldPath below(FieldPath path, @Nullable String text) {
        int at = 0;
        while (text != null && at < text.length()) {
            boolean isQuoted = text.startsWith("['", at);
            int from = at + (isQuoted ? 2 : 1);
            int end = isQuoted ? text.indexOf("']", from) : end(text, from);
            if (end < 0 || end == from) {
                return path;
            }
            path = path.field(text.substring(from, end).replace("\\'", "'"));
            at = end + (isQuoted ? 2 : 0);
        }
        return path;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
            at++;
        }
        return at;
    }
}
