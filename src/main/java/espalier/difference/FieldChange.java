package espalier.difference;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an object in which two states of it differ.
 *
 * @param path where in the object
 * @param within where in the text that stands there, for a field that holds YAML or JSON as text; otherwise the root
 * @param how in which way
 * @param before what stood there; null for nothing, and for what nobody may see
 * @param after what stands there now; null for nothing, and for what nobody may see
 */
public record FieldChange(
        FieldPath path,
        FieldPath within,
        How how,
        @Nullable Value before,
        @Nullable Value after) {
    private static final int MOST_CHARACTERS = 80;

    /** In which way a field differs. */
    public enum How {
        ADDED("added"),
        REMOVED("removed"),
        CHANGED("changed"),
        /** The same elements in another order, where the order means something. */
        REORDERED("reordered"),
        /** Text that says the same in another form, such as YAML with other spaces. */
        REFORMATTED("only its form changed"),
        /** What nobody may see was added, removed or changed: a key of a Secret. */
        SECRET_ADDED("added"),
        SECRET_REMOVED("removed"),
        SECRET_CHANGED("changed"),
        /** A field that another object's secret was put into, so that neither its old value nor its new one is told. */
        CONCEALED("changed, by a value that nobody may see");

        private final String word;

        How(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }

        /** Whether the value is one that nobody may see. */
        public boolean isSecret() {
            return this == SECRET_ADDED || this == SECRET_REMOVED || this == SECRET_CHANGED || this == CONCEALED;
        }
    }

    static FieldChange of(FieldPath path, @Nullable Value before, @Nullable Value after) {
        How how = before == null ? How.ADDED : after == null ? How.REMOVED : How.CHANGED;
        return new FieldChange(path, FieldPath.ROOT, how, before, after);
    }

    /** Of a field whose values must not be known; they are not kept. */
    static FieldChange secret(FieldPath path, boolean before, boolean after) {
        How how = !before ? How.SECRET_ADDED : !after ? How.SECRET_REMOVED : How.SECRET_CHANGED;
        return new FieldChange(path, FieldPath.ROOT, how, null, null);
    }

    /** The same change without its values, for a field that a Secret's value was put into. */
    public FieldChange concealed() {
        return new FieldChange(path, within, How.CONCEALED, null, null);
    }

    /** Whether one of {@code values} stands in what it was or is. */
    public boolean shows(Iterable<String> values) {
        for (String value : values) {
            if (String.valueOf(before).contains(value) || String.valueOf(after).contains(value)) {
                return true;
            }
        }
        return false;
    }

    /** The same change, found in the text that stands at {@code path}. */
    FieldChange in(FieldPath text) {
        return new FieldChange(text, path, how, before, after);
    }

    /** Where it is, for people: {@code data["app.yaml"] » server.port}. */
    public String where() {
        return Visible.of(within.equals(FieldPath.ROOT) ? path.toString() : path + " » " + within);
    }

    /** The lines that differ, with {@code -} or {@code +} in front, where both sides are text of several lines. */
    public List<String> lines() {
        return how == How.CHANGED
                        && before instanceof Leaf old
                        && after instanceof Leaf now
                        && (old.text().indexOf('\n') >= 0 || now.text().indexOf('\n') >= 0)
                ? LineDifference.between(Visible.of(old.text()), Visible.of(now.text()))
                : List.of();
    }

    /** For people, on one line: {@code spec.replicas: 1 → 2}. */
    @Override
    public String toString() {
        return switch (how) {
            case CHANGED -> where() + ": " + shown(before) + " → " + shown(after);
            case ADDED -> where() + ": " + shown(after) + " added";
            case REMOVED -> where() + ": " + shown(before) + " removed";
            case REORDERED -> where() + ": " + shown(before) + " → " + shown(after) + " (order)";
            case REFORMATTED -> where() + ": " + how.word();
            case CONCEALED -> where() + ": " + how.word();
            case SECRET_ADDED, SECRET_REMOVED, SECRET_CHANGED -> "key " + path.last() + " " + how.word();
        };
    }

    private static String shown(@Nullable Value value) {
        if (value == null) {
            return "(nothing)";
        }
        String text = value instanceof Leaf leaf ? leaf.text() : value.toString();
        String line = text.isEmpty() ? "\"\"" : Visible.of(text).replace("\n", "\\n");
        return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS - 1) + "…" : line;
    }
}
