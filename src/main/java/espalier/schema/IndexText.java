package espalier.schema;

import espalier.schema.Shape.Branches;
import espalier.schema.Shape.Choice;
import espalier.schema.Shape.Fields;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The index of a kind: a line for every field, one space deeper than what the field stands in.
 *
 * <pre>{@code
 * espalier-schema 1 batch/v1 CronJob
 * @ object
 *  metadata @ObjectMeta
 *  spec! @CronJobSpec
 * @CronJobSpec object
 *  concurrencyPolicy string in ["Allow","Forbid","Replace"]
 *  schedule! string
 * }</pre>
 *
 * <p>A line is a name, with {@code !} where something must stand there; a type, or {@code @} and the name of a definition;
 * and what else is demanded ({@link IndexLine}). Lines that are no field: {@code []} and {@code {}} are the elements of a
 * list and of a map, {@code ?} is a rule in CEL, {@code |any} and its like are choices between the {@code -} below them.
 */
final class IndexText {
    /** Counted up with every change of the format. */
    static final String HEAD = "espalier-schema 1 ";

    private final String text;
    private final Supplier<IndexText> shared;
    private final Map<String, Integer> definitions = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();

    /** Where the lines begin, behind their spaces. */
    private int[] starts = new int[64];

    /** For each line the first one behind it that is not below it. */
    private int[] ends = new int[64];

    private int count;

    /** Whether there is a rule in CEL in it. */
    private boolean hasRules;

    /** Whether anything in it depends on which fields stand there together. */
    private boolean hasChoices;

    /**
     * @param shared where definitions stand that are not in the text itself: those that all kinds have in common
     * @throws IllegalArgumentException where it is no index, or one of another version
     */
    IndexText(String text, Supplier<IndexText> shared) {
        this.text = text;
        this.shared = shared;
        if (!text.startsWith(HEAD)) {
            throw new IllegalArgumentException("it does not begin with \"" + HEAD + "\"");
        }
        int[] open = new int[16]; // the line above, for every depth
        int depth = -1;
        int at = text.indexOf('\n') + 1;
        while (at > 0 && at < text.length()) {
            int below = 0;
            while (text.charAt(at + below) == ' ') {
                below++;
            }
            if (below > depth + 1) {
                throw new IllegalArgumentException("line " + (count + 2) + " stands too deep");
            }
            for (; depth >= below; depth--) {
                ends[open[depth]] = count;
            }
            depth = below;
            open = depth < open.length ? open : Arrays.copyOf(open, depth * 2);
            open[depth] = count;
            add(at + depth);
            at = text.indexOf('\n', at) + 1;
        }
        for (; depth >= 0; depth--) {
            ends[open[depth]] = count;
        }
    }

    private void add(int start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        if (text.charAt(start) == '@') {
            definitions.put(text.substring(start + 1, text.indexOf(' ', start)), count);
        }
        hasRules |= text.startsWith("? ", start);
        hasChoices |= text.charAt(start) == '|';
        starts[count++] = start;
    }

    boolean hasRules() {
        return hasRules;
    }

    boolean hasChoices() {
        return hasChoices;
    }

    /** The kind as it calls itself, or in lower case where that was not known. */
    String kind() {
        int end = text.indexOf('\n');
        return text.substring(text.lastIndexOf(' ', end) + 1, end);
    }

    /** What a whole object of the kind is. */
    Shape root() {
        return definition("");
    }

    Shape definition(String name) {
        Shape known = shapes.get(name);
        if (known == null) {
            Integer line = definitions.get(name);
            if (line == null && (shared.get() == this || !name.equals("ObjectMeta"))) {
                throw new IllegalArgumentException("it has no definition of @" + name);
            }
            known = line == null ? shared.get().definition(name) : shape(line);
            shapes.put(name, known);
        }
        return known;
    }

    /** The shape on {@code line}, or the definition that the line names. */
    Shape shape(int line) {
        var words = new IndexLine(text, starts[line]);
        words.name();
        return shape(words.word(), words, line);
    }

    private Shape shape(String type, @org.jspecify.annotations.Nullable IndexLine words, int line) {
        if (type.startsWith("@")) {
            return definition(type.substring(1));
        }
        var shape = new Shape(this, line, ends[line] > line + 1);
        IndexLine.type(type, shape);
        while (words != null && words.hasMore()) {
            words.demand(shape);
        }
        return shape;
    }

    /** Reads what stands one level below {@code line}, which {@code shape} was read from. */
    Fields fieldsBelow(int line, Shape shape) {
        var fields = new Fields(this);
        if (shape.elementType != null) {
            fields.element = shape(shape.elementType, null, count - 1);
        }
        for (int i = line + 1; i < ends[line]; i = ends[i]) {
            below(i, fields);
        }
        fields.close();
        return fields;
    }

    private void below(int line, Fields fields) {
        var words = new IndexLine(text, starts[line]);
        String name = words.name();
        switch (name) {
            case "[]", "{}" -> fields.element = shape(line);
            case "?" -> fields.rules.add((Mapping) words.json());
            case "|all" -> fields.branches.add(branches(Choice.ALL, line));
            case "|any" -> fields.branches.add(branches(Choice.ANY, line));
            case "|one" -> fields.branches.add(branches(Choice.ONE, line));
            case "|not" -> fields.branches.add(branches(Choice.NOT, line));
            default -> fields.add(name, words.isRequired(), line);
        }
    }

    private Branches branches(Choice choice, int line) {
        List<Shape> shapes = new ArrayList<>(2);
        for (int i = line + 1; i < ends[line]; i = ends[i]) {
            shapes.add(shape(i));
        }
        return new Branches(choice, shapes);
    }
}
