package espalier;

import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something a check found: what was tried, what was found, and the way out.
 *
 * @param rule what was broken
 * @param message one sentence: what was tried, what was found, what was expected
 * @param path the construct, as {@code cluster/stage/component/…}
 * @param place where it shows
 * @param fix the way out, in the imperative
 * @param cause what all findings of this rule have in common that one correction removes, such as the object that many
 *     read and nobody makes; null where each is a mistake of its own
 * @param also where else the cause shows
 */
public record Finding(
        Rule rule,
        String message,
        String path,
        Place place,
        @Nullable String fix,
        @Nullable String cause,
        List<Place> also) {
    /** As many places are named as people read; the rest is counted. */
    private static final int MOST_PLACES = 3;

    /**
     * Where a finding shows.
     *
     * @param object the object, null where it is a line alone
     * @param field the field of that object, null for all of it
     * @param origin the line of Java (or of a file) to look at
     */
    public record Place(@Nullable Identity object, @Nullable String field, Origin origin) {}

    /** A finding at a line. */
    public Finding(Rule rule, String message, String path, Origin origin, @Nullable String fix) {
        this(rule, message, path, new Place(null, null, origin), fix, null, List.of());
    }

    /** The line of Java (or of a file) to look at. */
    public Origin origin() {
        return place.origin;
    }

    /** Whether nothing of the cluster may be written. */
    public boolean isError() {
        return rule.severity() == Severity.ERROR;
    }

    /** This finding, with the other {@code places} where its cause shows. */
    public Finding and(List<Place> places) {
        return new Finding(rule, message, path, place, fix, cause, List.copyOf(places));
    }

    /** The first line: {@code error[image] Tried to …}. */
    public String headline() {
        return (isError() ? "error[" : "warning[") + rule + "] " + message;
    }

    /** The other lines, each behind a line feed and two spaces: where it is, where else, and the way out. */
    public String address() {
        var text = new StringBuilder();
        if (origin().line() != null) {
            text.append("\n  at ").append(origin());
        }
        text.append("\n  in ").append(path);
        addPlaces(text);
        if (fix != null) {
            text.append("\n  fix: ").append(fix);
        }
        return text.toString();
    }

    private void addPlaces(StringBuilder text) {
        int fields = 0;
        Set<String> objects = new LinkedHashSet<>();
        Set<String> lines = new LinkedHashSet<>();
        for (Place other : also) {
            if (other.object == null) {
                lines.add(other.origin.toString());
            } else if (other.object.equals(place.object)) {
                fields++;
            } else {
                objects.add(other.object + (isHere(other.origin) ? "" : " (" + other.origin.line() + ")"));
            }
        }
        if (fields > 0) {
            text.append("\n  also in ").append(fields == 1 ? "another field" : fields + " other fields");
            text.append(" of ").append(place.object);
        }
        add(text, "\n  also in ", objects);
        add(text, "\n  also at ", lines);
    }

    private boolean isHere(Origin other) {
        Origin.Line line = other.line();
        return line == null || line.equals(origin().line());
    }

    private static void add(StringBuilder text, String start, Set<String> places) {
        int shown = 0;
        for (String other : places) {
            if (shown == MOST_PLACES) {
                text.append(" and ").append(places.size() - shown).append(" more");
                return;
            }
            text.append(shown == 0 ? start : ", ").append(other);
            shown++;
        }
    }

    /** The finding as people read it, over several lines, without a line feed at the end. */
    @Override
    public String toString() {
        return headline() + address();
    }
}
