package espalier;

import org.jspecify.annotations.Nullable;

/**
 * Something a check found: what was tried, what was found, and the way out.
 *
 * @param id the check, in words joined by hyphens
 * @param severity whether the cluster may be written all the same
 * @param message one sentence: what was tried, what was found, what was expected
 * @param path the construct, as {@code cluster/stage/component/…}
 * @param origin the line of Java (or of a file) to look at
 * @param fix the way out, in the imperative
 */
public record Finding(
        String id,
        Severity severity,
        String message,
        String path,
        Origin origin,
        @Nullable String fix) {

    /** The id of a finding that is the compiler's own fault. */
    public static final String COMPILER_BUG = "compiler-bug";

    /** How bad a finding is. */
    public enum Severity {
        /** Nothing of the cluster is written. */
        ERROR,
        /** The cluster is written, and the finding is shown. */
        WARNING
    }

    /** The finding as people read it, over several lines, without a line feed at the end. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(severity == Severity.ERROR ? "error" : "warning")
                .append("[")
                .append(id)
                .append("] ");
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
