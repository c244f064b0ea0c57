package espalier.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A picture as Mermaid flowcharts, which GitHub draws: nodes in groups, and arrows. It is sorted, so that the order of
 * statements changes nothing and two branches that each add something merge.
 */
final class Flowchart {
    /** Beyond so many nodes people see a picture no more: it is cut into several. */
    static final int MOST = 40;

    private final Map<String, Node> nodes = new TreeMap<>();
    private final Map<String, Map<String, Set<String>>> arrows = new TreeMap<>();

    private final Map<String, Set<String>> groupArrows = new TreeMap<>();

    private record Node(String label, String group, boolean isRound) {}

    /**
     * One of the pictures.
     *
     * @param title the groups that its arrows begin in; empty where there is only one picture
     * @param text what Mermaid draws
     */
    record Part(String title, String text) {}

    /** Something of the cluster. */
    void box(String id, String label, String group) {
        nodes.putIfAbsent(id, new Node(label, group, false));
    }

    /** Something outside of it, or that several share. */
    void round(String id, String label) {
        nodes.putIfAbsent(id, new Node(label, "", true));
    }

    /** From one to another; several that differ in what they say are one arrow. */
    void arrow(String from, String says, String to) {
        arrows.computeIfAbsent(from, key -> new TreeMap<>())
                .computeIfAbsent(to, key -> new TreeSet<>())
                .add(says);
    }

    /** From one group as a whole to another; drawn where both have nodes. */
    void groupArrow(String from, String to) {
        groupArrows.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
    }

    /** Leaves out arrows that a way over others says as well: for pictures of an order, where nothing is lost by it. */
    Flowchart reduced() {
        Map<String, List<String>> gone = new TreeMap<>();
        arrows.forEach((from, all) -> {
            for (String to : all.keySet()) {
                boolean isSaid = false;
                for (String other : all.keySet()) {
                    if (!other.equals(to) && leads(other, to, new HashSet<>(List.of(from)))) {
                        isSaid = true;
                        break;
                    }
                }
                if (isSaid && !leads(to, from, new HashSet<>())) {
                    gone.computeIfAbsent(from, key -> new ArrayList<>()).add(to);
                }
            }
        });
        gone.forEach((from, all) ->
                arrows.getOrDefault(from, new TreeMap<>()).keySet().removeAll(all));
        return this;
    }

    private boolean leads(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        for (String next : arrows.getOrDefault(from, Map.of()).keySet()) {
            if (leads(next, to, seen)) {
                return true;
            }
        }
        return false;
    }

    private record Arrow(String from, String says, String to) {}

    /** None where nothing would be drawn. */
    List<Part> parts() {
        if (nodes.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<Arrow>();
        byGroup().values().forEach(all::addAll);
        if (nodes.size() <= MOST) {
            return List.of(new Part("", text(nodes.keySet(), all)));
        }
        var parts = new ArrayList<Part>();
        byGroup().forEach((group, own) -> {
            Set<String> shown = new TreeSet<>();
            var drawn = new ArrayList<Arrow>();
            for (Arrow arrow : own) {
                Set<String> with = new TreeSet<>(shown);
                with.add(arrow.from);
                with.add(arrow.to);
                if (with.size() > MOST) {
                    parts.add(new Part(group, text(shown, drawn)));
                    drawn.clear();
                    with = new TreeSet<>(List.of(arrow.from, arrow.to));
                }
                shown = with;
                drawn.add(arrow);
            }
            parts.add(new Part(group, text(shown, drawn)));
        });
        return parts;
    }

    /**
     * The arrows by the group that they begin in, or where that is none, that they end in. What no arrow touches is left out of
     * pictures that are cut.
     */
    private Map<String, List<Arrow>> byGroup() {
        var groups = new TreeMap<String, List<Arrow>>();
        arrows.forEach((from, all) -> all.forEach((to, says) -> {
            var said = new ArrayList<>(says);
            said.remove("");
            String group = group(from).isEmpty() ? group(to) : group(from);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(new Arrow(from, String.join(", ", said), to));
        }));
        return groups;
    }

    private String group(String id) {
        Node node = nodes.get(id);
        return node == null ? "" : node.group;
    }

    private String text(Set<String> shown, List<Arrow> drawn) {
        var text = new StringBuilder("flowchart LR\n");
        Map<String, String> words = words("n_", shown);
        var groups = new TreeMap<String, List<String>>();
        shown.forEach(id -> {
            Node node = nodes.get(id);
            if (node != null) {
                groups.computeIfAbsent(node.group, key -> new ArrayList<>()).add(id);
            }
        });
        Map<String, String> groupWords = words("g_", groups.keySet());
        groups.forEach((group, ids) -> {
            String indent = group.isEmpty() ? "  " : "    ";
            if (!group.isEmpty()) {
                text.append("  subgraph ")
                        .append(groupWords.get(group))
                        .append("[\"")
                        .append(escaped(group));
                text.append("\"]\n");
            }
            for (String id : ids) {
                Node node = Objects.requireNonNull(nodes.get(id), id);
                text.append(indent).append(words.get(id)).append(node.isRound ? "([\"" : "[\"");
                text.append(escaped(node.label)).append(node.isRound ? "\"])\n" : "\"]\n");
            }
            if (!group.isEmpty()) {
                text.append("  end\n");
            }
        });
        groupArrows.forEach((from, all) -> all.forEach(to -> {
            if (groups.containsKey(from) && groups.containsKey(to)) {
                text.append("  ")
                        .append(groupWords.get(from))
                        .append(" ==> ")
                        .append(groupWords.get(to))
                        .append('\n');
            }
        }));
        for (Arrow arrow : drawn) {
            text.append("  ").append(words.get(arrow.from)).append(" -->");
            text.append(arrow.says.isEmpty() ? " " : "|\"" + escaped(arrow.says) + "\"| ");
            text.append(words.get(arrow.to)).append('\n');
        }
        return text.toString();
    }

    /** For each id a word that is no keyword of Mermaid. */
    private static Map<String, String> words(String prefix, Set<String> ids) {
        var words = new LinkedHashMap<String, String>();
        var taken = new HashSet<String>();
        for (String id : ids) {
            String word = prefix + letters(id);
            for (int i = 2; !taken.add(word); i++) {
                word = prefix + letters(id) + "_" + i;
            }
            words.put(id, word);
        }
        return words;
    }

    private static String letters(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
        }
        return letters.toString();
    }

    /** As Mermaid writes what would mean something to it; a line feed is a new line of the label. */
    private static String escaped(String label) {
        return label.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("\n", "<br/>");
    }
}
