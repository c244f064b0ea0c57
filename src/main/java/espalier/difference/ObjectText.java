package espalier.difference;

import espalier.Identity;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Both states of an object as YAML, line beside line. What nobody may see is taken out before there is any text, and another order
 * of keys or of named elements is no difference.
 */
public final class ObjectText {
    /** Around what differs. */
    private static final int CONTEXT = 3;

    /** Beyond that, nobody reads an object line by line. */
    private static final int MOST_LINES = 400;

    private static final String[] NOTHING = {};

    private final Identity object;
    private final @Nullable Mapping before;
    private final @Nullable Mapping after;

    /**
     * @param before null for an object that is new
     * @param after null for one that goes
     */
    public ObjectText(Identity object, @Nullable Mapping before, @Nullable Mapping after) {
        this.object = object;
        this.before = before;
        this.after = after;
    }

    /** What differs, with a few lines around it; all of an object that is new or goes. */
    public List<TextLine> lines() {
        Mapping old = before == null ? null : open(before);
        Mapping now = after == null ? null : open(after);
        if (old != null && now != null) {
            old = (Mapping) LikeOrder.of(null, old, now);
        }
        var lines = new ArrayList<TextLine>(keys());
        boolean hasBoth = old != null && now != null;
        List<TextLine> all = LineDifference.all(text(old), text(now));
        lines.addAll(hasBoth ? differing(all) : all);
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES;
            lines.subList(MOST_LINES, lines.size()).clear();
            lines.add(new TextLine(TextLine.LEFT_OUT, Integer.toString(more)));
        }
        return lines;
    }

    /** Of what nobody may see, by its key that it came, went or is another one. */
    private List<TextLine> keys() {
        var changes = new ArrayList<FieldChange>();
        Concealment.of(object, before == null ? new Mapping() : before, after == null ? new Mapping() : after)
                .addTo(changes);
        var keys = new ArrayList<TextLine>();
        for (FieldChange change : changes) {
            String key = "key " + change.path().last();
            switch (change.how()) {
                case SECRET_ADDED -> keys.add(new TextLine(TextLine.AFTER, key));
                case SECRET_REMOVED -> keys.add(new TextLine(TextLine.BEFORE, key));
                default -> {
                    keys.add(new TextLine(TextLine.BEFORE, key));
                    keys.add(new TextLine(TextLine.AFTER, key + ", another value"));
                }
            }
        }
        return keys;
    }

    private Mapping open(Mapping body) {
        return Concealment.withoutSecrets(object, ServerFields.without(body));
    }

    private static String[] text(@Nullable Mapping body) {
        return body == null ? NOTHING : YamlWriter.text(body).split("\n");
    }

    private static List<TextLine> differing(List<TextLine> all) {
        var near = new boolean[all.size()];
        for (int i = 0; i < near.length; i++) {
            if (all.get(i).mark() != TextLine.BOTH) {
                int end = Math.min(near.length, i + CONTEXT + 1);
                for (int k = Math.max(0, i - CONTEXT); k < end; k++) {
                    near[k] = true;
                }
            }
        }
        var lines = new ArrayList<TextLine>();
        int leftOut = 0;
        for (int i = 0; i < near.length; i++) {
            if (!near[i]) {
                leftOut++;
                continue;
            }
            if (leftOut > 0) {
                lines.add(new TextLine(TextLine.LEFT_OUT, leftOut + "\t" + around(all, i)));
                leftOut = 0;
            }
            lines.add(all.get(i));
        }
        if (leftOut > 0 && !lines.isEmpty()) {
            lines.add(new TextLine(TextLine.LEFT_OUT, Integer.toString(leftOut)));
        }
        return lines;
    }

    /** The fields in which the line {@code at} stands, and does not say so: those of the lines above that are indented less. */
    private static String around(List<TextLine> all, int at) {
        var fields = new ArrayList<String>();
        int indent = indent(all.get(at).text());
        for (int i = at - 1; i >= 0 && indent > 0; i--) {
            TextLine line = all.get(i);
            int own = indent(line.text());
            if (line.mark() != TextLine.BEFORE && !line.text().isBlank() && own < indent) {
                indent = own;
                fields.add(0, field(line.text().strip()));
            }
        }
        return String.join(" › ", fields);
    }

    /** {@code name: web} of an element's first line, {@code data} of {@code data:} or {@code data: |}. */
    private static String field(String line) {
        String field = line.startsWith("- ") ? line.substring(2) : line;
        int text = field.lastIndexOf(": |");
        int end = text > 0 && text >= field.length() - 4 ? text : field.length();
        return field.endsWith(":") ? field.substring(0, field.length() - 1) : field.substring(0, end);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
