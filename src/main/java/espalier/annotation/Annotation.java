package espalier.annotation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to be said at a line of source.
 *
 * @param rule the {@link AnnotationRule#id} of what it is about
 * @param level how bad it is
 * @param message in words
 * @param about what it concerns, by a name that stays when lines move
 * @param place where to show it; null where no line is known
 * @param also where else it shows
 * @param fingerprint by what it is recognised in the next run
 */
public record Annotation(
        String rule,
        Level level,
        String message,
        String about,
        @Nullable Place place,
        List<Related> also,
        String fingerprint) {

    /** How bad something is. */
    public enum Level {
        ERROR("error", "error"),
        WARNING("warning", "warning"),
        NOTE("note", "notice");

        private final String sarif;
        private final String command;

        Level(String sarif, String command) {
            this.sarif = sarif;
            this.command = command;
        }

        /** As SARIF calls it. */
        public String sarif() {
            return sarif;
        }

        /** As a workflow's command calls it. */
        String command() {
            return command;
        }
    }

    /**
     * A line.
     *
     * @param file from the folder of the clusters on, with slashes
     * @param line from 1
     */
    public record Place(String file, int line) {}

    /**
     * Another line, and what is there.
     *
     * @param place null where no line is known
     * @param message null for nothing
     */
    public record Related(@Nullable Place place, @Nullable String message) {}
}
