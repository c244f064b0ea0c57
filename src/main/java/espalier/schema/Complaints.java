package espalier.schema;

import espalier.Names;
import espalier.rules.Schemas;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with one object, in words. */
final class Complaints {
    /** More names than this are no answer to somebody who looks for the right one. */
    private static final int MOST_NAMES = 12;

    private final Object subject;
    private final Place place;
    private final List<Problem> all = new ArrayList<>(0);

    /** @param subject the object, for messages */
    Complaints(Object subject, Place place) {
        this.subject = subject;
        this.place = place;
    }

    List<Problem> all() {
        return all;
    }

    /** The field where the walk stands is none of the fields {@code known}. */
    void unknown(String name, List<String> known) {
        FieldPath path = place.path();
        FieldPath above = place.above(name);
        String near = Names.nearest(name, known);
        String hint = "";
        String fix = "take it away";
        if (above != null) {
            hint = "; there is " + above;
            fix = "move it there, or take it away";
        } else if (near != null) {
            hint = "; the nearest is " + near;
            fix = "name it " + near;
        } else if (known.isEmpty()) {
            fix = "take it away: nothing can stand there";
        } else if (known.size() <= MOST_NAMES) {
            fix = "take it away; there can be " + String.join(", ", known);
        }
        String message = "Tried to set " + path + " of " + subject + ", but its kind has no such field" + hint;
        all.add(new Problem(Schemas.UNKNOWN_FIELD, path, message, fix));
    }

    /** Capitals are what people get wrong most. */
    private static @Nullable String near(String value, List<String> names) {
        for (String name : names) {
            if (name.equalsIgnoreCase(value)) {
                return name;
            }
        }
        return Names.nearest(value, names);
    }

    /** The field {@code name} below the place where the walk stands is missing. */
    void missing(String name) {
        FieldPath path = place.path().field(name);
        for (Problem problem : all) {
            if (problem.fix().equals("name it " + name)
                    && place.path().equals(problem.path().parent())) {
                return; // it is there, misspelt
            }
        }
        String message = "Tried to make " + subject + ", but it has no " + path + ", which its kind demands";
        all.add(new Problem(Schemas.REQUIRED, path, message, "set " + path));
    }

    /** {@code value} is of none of the types that {@code shape} allows. */
    void type(Value value, Shape shape) {
        boolean isQuotable = value instanceof Leaf leaf && !leaf.isString() && shape.allows(Shape.STRING);
        boolean isNumber = value instanceof Leaf leaf && leaf.isString() && isPlain(leaf.text());
        String fix = isQuotable
                ? "put it in quotes"
                : isNumber ? "take away its quotes" : "write " + types(shape) + " there";
        set(Schemas.TYPE, value, types(shape), fix);
    }

    /** Whether {@code text} would be a number or a truth value without quotes. */
    private static boolean isPlain(String text) {
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits || text.equals("true") || text.equals("false");
    }

    /** {@code value} is not what is {@code expected} there. */
    void value(Value value, String expected, Shape shape) {
        var names = new ArrayList<String>();
        for (Value allowed : shape.values == null ? new Sequence() : shape.values) {
            names.add(allowed.toString());
        }
        String near = value instanceof Leaf leaf ? near(leaf.text(), names) : null;
        String fix = near != null ? "write " + near : shape.values != null ? "write one of them" : "correct it";
        if ("byte".equals(shape.format)) {
            fix = "encode it, or write it as it is under stringData";
        }
        set(Schemas.VALUE, value, expected, fix);
    }

    private void set(espalier.rules.Rule rule, Value value, String expected, String fix) {
        FieldPath path = place.path();
        String message =
                "Tried to set " + path + " of " + subject + " to " + shown(value) + ", but it must be " + expected;
        all.add(new Problem(rule, path, message, fix));
    }

    /** Something else is wrong with what stands here: {@code what} as the end of a sentence. */
    void other(espalier.rules.Rule rule, String what, String fix) {
        other(rule, place.path(), what, fix);
    }

    /** As above, of what stands at {@code path}. */
    void other(espalier.rules.Rule rule, FieldPath path, String what, String fix) {
        String named = path.equals(FieldPath.ROOT) ? "make " + subject : "set " + path + " of " + subject;
        all.add(new Problem(rule, path, "Tried to " + named + ", but " + what, fix));
    }

    private static String types(Shape shape) {
        var words = new ArrayList<String>(2);
        String[] names = {"text", "a whole number", "a number", "true or false", "a mapping", "a list"};
        for (int i = 0; i < names.length; i++) {
            boolean repeats = 1 << i == Shape.INTEGER && (shape.types & Shape.NUMBER) != 0;
            if ((shape.types & 1 << i) != 0 && !repeats) {
                words.add(names[i]);
            }
        }
        return String.join(" or ", words);
    }

    private static String shown(Value value) {
        if (value instanceof Mapping) {
            return "a mapping";
        }
        if (value instanceof Sequence) {
            return "a list";
        }
        String text = value instanceof Leaf leaf ? leaf.text() : value.toString();
        String line = text.replace("\n", "\\n");
        String cut = line.length() > 60 ? line.substring(0, 57) + "…" : line;
        return value instanceof Leaf leaf && leaf.isString() ? "the text \"" + cut + "\"" : cut;
    }
}
