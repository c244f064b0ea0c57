package espalier.intake;

import espalier.json.JsonLine;
import java.util.ArrayList;
import java.util.List;

/** A part of an index on its way to text: what stands behind a name on its line, and the lines below. */
final class Draft {
    /** A line below another one. */
    record Entry(String name, Draft draft) {}

    private final String head;
    private final List<Entry> below = new ArrayList<>();

    /** @param head the type, or {@code @} and the name of a definition; and what else is demanded */
    Draft(String head) {
        this.head = head;
    }

    /** Adds what stands one level below; {@code name} as {@link #name} gives it, or one of the signs of an index. */
    void add(String name, Draft draft) {
        below.add(new Entry(name, draft));
    }

    String head() {
        return head;
    }

    List<Entry> below() {
        return below;
    }

    /** {@code name} as an index has it: in quotes where it could be taken for something else. */
    static String name(String name, boolean isRequired) {
        boolean plain = !name.isEmpty() && "@|?[{-\"".indexOf(name.charAt(0)) < 0 && !name.endsWith("!");
        for (int i = 0; i < name.length() && plain; i++) {
            plain = name.charAt(i) > ' ' && name.charAt(i) < 0x7f;
        }
        return (plain ? name : JsonLine.quoted(name)) + (isRequired ? "!" : "");
    }
}
