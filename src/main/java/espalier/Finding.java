package espalier;

import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something a check found: what was tried, what was found, and the way out.
 *
 * @param rule what was broken
 * @param message one sentence: what was tried, what was found, what was expected
 * @param path the construct, as {@code cluster/stage/component/…}
 * @param origin the line of Java (or of a file) to look at
 * @param fix the way out, in the imperative
 */
public record Finding(
        Rule rule,
        String message,
        String path,
        Origin origin,
        @Nullable String fix) {

    /** Whether nothing of the cluster may be written. */
    public boolean isError() {
        return rule.severity() == Severity.ERROR;
    }

    /** The finding as people read it, over several lines, without a line feed at the end. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(isError() ? "error" : "warning").append("[").append(rule).append("] ");
        text.append(message);
        if (origin.line() != null) {
            text.append("\n  at ").append(origin);
        }
        text.append("\n  in ").append(path);
        if (fix != null) {
            text.append("\n  fix: ").append(fix);
        }
        return text.toString();
    }
}
