package espalier.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Why something does not work, which nothing else that was seen explains.
 *
 * @param code the same for all of one sort, for programs: {@code image-pull}
 * @param object what it is about; it need not be there
 * @param what in one sentence
 * @param said what the cluster says of it, in its own words
 * @param next the command that a person would run next
 * @param makers the objects to look for in the Java, the nearest first
 */
public record Cause(String code, Id object, String what, List<String> said, String next, List<Id> makers) {
    private static final int LONGEST = 600;

    static Cause of(String code, Id object, String what, String said, String next, List<Id> makers) {
        return new Cause(code, object, what, said.isBlank() ? List.of() : List.of(tidy(said)), next, makers);
    }

    static Cause of(String code, Id object, String what, String said, String next) {
        return of(code, object, what, said, next, List.of(object));
    }

    Cause with(List<String> more) {
        var all = new java.util.ArrayList<>(said);
        all.addAll(more);
        return new Cause(code, object, what, List.copyOf(all), next, makers);
    }

    /** The same, with {@code words} done to what the cluster said. */
    Cause saying(UnaryOperator<String> words) {
        var changed = new ArrayList<String>();
        for (String line : said) {
            String now = words.apply(line);
            if (now.equals(line) || !changed.contains(now)) { // that it is not shown is said once
                changed.add(now);
            }
        }
        return new Cause(code, object, what, changed, next, makers);
    }

    /** On one line, without the folder in which a controller happened to work. */
    static String tidy(String message) {
        String line = message.strip()
                .replaceAll("(?:/[\\w.-]+)*/kustomization-\\d+/", "")
                .replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
