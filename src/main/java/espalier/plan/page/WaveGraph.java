package espalier.plan.page;

import espalier.plan.Plan;
import espalier.plan.page.Components.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, as far as it fits into a picture: without what follows from the rest, without who neither changes nor
 * waits, and of a large cluster only what changes and what that waits for; of a very large one, its waves.
 */
final class WaveGraph {
    private static final int MOST_NODES = 60;

    /**
     * A box.
     *
     * @param words what happens to it; empty for nothing
     * @param target the part of the page that tells it; empty for none
     * @param isGone whether it will be there no more
     */
    record Node(String name, int wave, Look look, String words, String target, boolean isGone) {}

    /** {@code to} waits for {@code from}. */
    record Edge(String from, String to) {}

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private int leftOut;

    WaveGraph(Plan plan, Components components) {
        Map<String, Component> changing = components.byName();
        Map<String, Plan.Turn> turns = new LinkedHashMap<>();
        plan.order().forEach(turn -> turns.putIfAbsent(turn.name(), turn));
        Set<String> drawn = drawn(turns, changing);
        if (drawn.size() > MOST_NODES) {
            waves(plan, components);
            return;
        }
        turns.forEach((name, turn) -> {
            if (drawn.contains(name)) {
                nodes.put(name, node(turn, changing.get(name)));
            } else {
                leftOut++;
            }
        });
        changing.forEach((name, component) -> { // what goes stands in no tree
            if (!nodes.containsKey(name)) {
                nodes.put(name, node(component));
            }
        });
        for (Node node : List.copyOf(nodes.values())) {
            Plan.Turn turn = turns.get(node.name);
            if (turn != null) {
                for (String before : turn.behind()) {
                    if (nodes.containsKey(before) && !isAnyway(before, turn, turns)) {
                        edges.add(new Edge(before, node.name));
                    }
                }
            }
        }
    }

    private static Set<String> drawn(Map<String, Plan.Turn> turns, Map<String, Component> changing) {
        Set<String> tied = new LinkedHashSet<>(changing.keySet());
        turns.values().forEach(turn -> {
            if (!turn.behind().isEmpty()) {
                tied.add(turn.name());
                tied.addAll(turn.behind());
            }
        });
        if (tied.size() <= MOST_NODES) {
            return tied;
        }
        Set<String> near = new LinkedHashSet<>(changing.keySet());
        for (String name : changing.keySet()) {
            Plan.Turn turn = turns.get(name);
            near.addAll(turn == null ? List.of() : turn.behind());
        }
        return near.size() <= MOST_NODES ? near : changing.keySet();
    }

    private static Node node(Component component) {
        return new Node(component.name(), component.wave(), component.look(), component.counts(), component.id(), true);
    }

    private static Node node(Plan.Turn turn, @Nullable Component component) {
        String is = turn.isSuspended() ? "suspended" : turn.isNew() ? "new" : "";
        return component == null
                ? new Node(turn.name(), turn.wave(), Look.STAYS, is, "", false)
                : new Node(
                        turn.name(),
                        turn.wave(),
                        component.look(),
                        (is.isEmpty() ? "" : is + ": ") + component.counts(),
                        component.id(),
                        false);
    }

    /** Whether {@code turn} waits for {@code before} through another that it waits for. */
    private static boolean isAnyway(String before, Plan.Turn turn, Map<String, Plan.Turn> turns) {
        Set<String> seen = new HashSet<>();
        var open = new ArrayList<String>();
        for (String other : turn.behind()) {
            if (!other.equals(before)) {
                open.add(other);
            }
        }
        while (!open.isEmpty()) {
            Plan.Turn other = turns.get(open.remove(open.size() - 1));
            if (other != null && seen.add(other.name())) {
                if (other.behind().contains(before)) {
                    return true;
                }
                open.addAll(other.behind());
            }
        }
        return false;
    }

    private void waves(Plan plan, Components components) {
        var sizes = new TreeMap<Integer, Integer>();
        plan.order().forEach(turn -> sizes.merge(turn.wave(), 1, Integer::sum));
        var changing = new HashMap<Integer, List<Component>>();
        components.all().forEach(component -> {
            sizes.putIfAbsent(component.wave(), 0);
            changing.computeIfAbsent(component.wave(), wave -> new ArrayList<>())
                    .add(component);
        });
        String last = "";
        for (Map.Entry<Integer, Integer> each : sizes.entrySet()) {
            List<Component> own = changing.getOrDefault(each.getKey(), List.of());
            Look look = Look.STAYS;
            for (Component component : own) {
                look = component.look().compareTo(look) < 0 ? component.look() : look;
            }
            String name = Math.max(each.getValue(), own.size()) + " components";
            var node = new Node(
                    name,
                    each.getKey(),
                    look,
                    own.isEmpty() ? "" : own.size() + " with changes",
                    own.isEmpty() ? "" : own.get(0).id(),
                    false);
            String key = "wave " + each.getKey();
            nodes.put(key, node);
            if (!last.isEmpty()) {
                edges.add(new Edge(last, key));
            }
            last = key;
        }
    }

    /** By their names. */
    Map<String, Node> nodes() {
        return nodes;
    }

    List<Edge> edges() {
        return edges;
    }

    /** How many that neither change nor wait are not drawn. */
    int leftOut() {
        return leftOut;
    }
}
