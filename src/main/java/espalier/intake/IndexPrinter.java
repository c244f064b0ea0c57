package espalier.intake;

import espalier.intake.Draft.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes an index, and what stands in it several times, such as the containers of a pod, only once. */
final class IndexPrinter {
    /** Smaller parts are clearer where they stand than behind a name of their own. */
    private static final int LEAST_LINES = 5;

    private final Map<String, Draft> definitions;
    private final IdentityHashMap<Draft, Integer> ids = new IdentityHashMap<>();
    private final IdentityHashMap<Draft, Integer> sizes = new IdentityHashMap<>();
    private final Map<String, Integer> idsByContent = new HashMap<>();
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Set<String> taken;
    private final TreeMap<String, Draft> blocks;
    private final StringBuilder text = new StringBuilder();

    private IndexPrinter(Map<String, Draft> definitions) {
        this.definitions = definitions;
        this.taken = new HashSet<>(definitions.keySet());
        this.blocks = new TreeMap<>(definitions);
    }

    /**
     * The text of an index.
     *
     * @param title its first line
     * @param definitions what {@code root}, and the definitions themselves, name by {@code @}
     */
    static String text(String title, Draft root, Map<String, Draft> definitions) {
        var printer = new IndexPrinter(definitions);
        printer.text.append(title).append('\n');
        printer.print(root);
        return printer.text.toString();
    }

    private void print(Draft root) {
        identify(root);
        definitions.values().forEach(this::identify);
        countUses(root);
        definitions.values().forEach(this::countUses);
        nameRepeated(root, "");
        definitions.forEach((name, draft) -> nameRepeated(draft, name));
        block("@", root);
        blocks.forEach((name, draft) -> block("@" + name, draft));
    }

    /** Gives equal drafts the same number. */
    private int identify(Draft draft) {
        var content = new StringBuilder(draft.head());
        int size = 1;
        for (Entry entry : draft.below()) {
            content.append('\n').append(entry.name()).append(' ').append(identify(entry.draft()));
            size += sizes.getOrDefault(entry.draft(), 0);
        }
        int id = idsByContent.computeIfAbsent(content.toString(), key -> idsByContent.size());
        ids.put(draft, id);
        sizes.put(draft, size);
        return id;
    }

    private int id(Draft draft) {
        return ids.getOrDefault(draft, -1);
    }

    /** What stands in something that is repeated counts once. */
    private void countUses(Draft draft) {
        for (Entry entry : draft.below()) {
            if (uses.merge(id(entry.draft()), 1, Integer::sum) == 1) {
                countUses(entry.draft());
            }
        }
    }

    /** @param field the nearest field that {@code draft} stands in */
    private void nameRepeated(Draft draft, String field) {
        for (Entry entry : draft.below()) {
            int id = id(entry.draft());
            if (names.containsKey(id)) {
                continue;
            }
            boolean isElement = entry.name().equals("[]") || entry.name().equals("{}");
            String nearest = isElement ? field : entry.name();
            if (uses.getOrDefault(id, 0) > 1 && sizes.getOrDefault(entry.draft(), 0) >= LEAST_LINES) {
                String name = freeName(nearest);
                names.put(id, name);
                blocks.put(name, entry.draft());
            }
            nameRepeated(entry.draft(), nearest);
        }
    }

    private String freeName(String field) {
        var letters = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
                letters.append(c);
            }
        }
        String wanted = letters.length() == 0 ? "element" : letters.toString();
        String free = wanted;
        for (int i = 2; !taken.add(free); i++) {
            free = wanted + i;
        }
        return free;
    }

    private void block(String name, Draft draft) {
        text.append(name).append(' ').append(head(draft)).append('\n');
        lines(draft, 1);
    }

    private void lines(Draft draft, int depth) {
        for (Entry entry : draft.below()) {
            if (isShort(entry)) {
                continue;
            }
            text.append(" ".repeat(depth)).append(entry.name());
            String name = names.get(id(entry.draft()));
            if (name != null) {
                text.append(" @").append(name).append('\n');
                continue;
            }
            String head = head(entry.draft());
            text.append(head.isEmpty() ? "" : " ").append(head).append('\n');
            lines(entry.draft(), depth + 1);
        }
    }

    /** Whether {@code entry} is an element that the line above names. */
    private boolean isShort(Entry entry) {
        return (entry.name().equals("[]") || entry.name().equals("{}")) && names.containsKey(id(entry.draft()));
    }

    private String head(Draft draft) {
        for (Entry entry : draft.below()) {
            if (isShort(entry)) {
                int space = draft.head().indexOf(' ');
                int end = space < 0 ? draft.head().length() : space;
                String of = " of @" + names.get(id(entry.draft()));
                return draft.head().substring(0, end) + of + draft.head().substring(end);
            }
        }
        return draft.head();
    }
}
