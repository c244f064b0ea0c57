package espalier.cli;

import espalier.Identity;
import espalier.git.CommittedTree;
import espalier.moves.MoveFile;
import espalier.moves.Moves;
import espalier.plan.Plan;
import espalier.plan.Precaution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change as two commits. The first has the Java of before, and a file in {@code moves/} of which its synth makes the tree that
 * keeps the second from doing harm; the second is the change. Both are held against what they are for before anybody sees them.
 */
final class SafeSequence {
    private final DistTree before;
    private final DistTree after;
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, Moves> moves = new TreeMap<>();
    private final Map<String, byte @Nullable []> files = new TreeMap<>();
    private final List<Plan> first = new ArrayList<>();
    private final List<Plan> second = new ArrayList<>();

    /** No such sequence can be made; the message says why, in words that begin behind "but". */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    private SafeSequence(DistTree before, DistTree after) {
        this.before = before;
        this.after = after;
    }

    /**
     * What the change of {@code clusters} takes.
     *
     * @param before at the commit that both stand on
     * @param after with the change
     */
    static SafeSequence of(DistTree before, DistTree after, List<String> clusters) throws IOException {
        var sequence = new SafeSequence(before, after);
        for (String cluster : clusters) {
            Plan plan = TwoTrees.plan(cluster, before, after);
            if (plan != null) {
                sequence.plans.put(cluster, plan);
                if (!plan.precautions().isEmpty()) {
                    sequence.moves.put(cluster, moves(plan));
                }
            }
        }
        return sequence;
    }

    private static Moves moves(Plan plan) {
        Map<Moves.Verb, Set<Identity>> objects = new EnumMap<>(Moves.Verb.class);
        var from = new HashMap<Identity, String>();
        for (Precaution each : plan.precautions()) {
            objects.computeIfAbsent(each.verb(), verb -> new LinkedHashSet<>()).add(each.object());
            from.put(each.object(), each.from());
        }
        return Moves.of(objects, from);
    }

    /** Whether Flux does nothing at all to the clusters that are compared. */
    boolean isNothing() {
        return plans.values().stream().allMatch(Plan::isEmpty);
    }

    /** Whether the change does as little harm as one commit. */
    boolean isNeedless() {
        return moves.isEmpty();
    }

    /** The clusters that the first commit changes. */
    Set<String> clusters() {
        return moves.keySet();
    }

    /** What people have to do besides, before the second commit or after it. */
    List<String> byHand(boolean early) {
        var lines = new LinkedHashSet<String>();
        for (String cluster : moves.keySet()) {
            for (Precaution each : planOf(cluster).precautions()) {
                if (!each.byHand().isEmpty() && early == (each.verb() == Moves.Verb.REMOVE)) {
                    lines.add(cluster + ": " + each.byHand());
                }
            }
        }
        return List.copyOf(lines);
    }

    private Plan planOf(String cluster) {
        Plan plan = plans.get(cluster);
        if (plan == null) {
            throw new IllegalStateException("no plan of " + cluster);
        }
        return plan;
    }

    /** A cluster has one file in {@code moves/} at a time. */
    static void refuseAnother(CommittedTree commit) throws IOException, Impossible {
        List<String> underWay = commit.names("moves").stream()
                .filter(name -> name.endsWith(".yaml"))
                .toList();
        if (!underWay.isEmpty()) {
            throw new Impossible("a move is under way there (moves/" + String.join(", moves/", underWay)
                    + "): merge its second commit first");
        }
    }

    /**
     * Makes the tree of the first commit.
     *
     * @param program of the commit that it stands on
     * @param because what the files in {@code moves/} say
     */
    void prepare(CommittedProgram program, String because) throws IOException, CommittedProgram.Broken, Impossible {
        var asked = new TreeMap<String, byte[]>();
        for (Map.Entry<String, Moves> each : moves.entrySet()) {
            asked.put(MoveFile.path(each.getKey()), MoveFile.bytes(because, each.getValue()));
        }
        files.putAll(asked);
        take(CommittedProgram.tree(program.synth(asked), before));
    }

    private void take(DistTree prepared) throws IOException, Impossible {
        for (Map.Entry<String, Moves> each : moves.entrySet()) {
            String cluster = each.getKey();
            for (String path : TwoTrees.changed(cluster, before, prepared)) {
                files.put(path, prepared.bytes(path));
            }
            first.add(FirstCommit.of(cluster, each.getValue()).proven(before, prepared));
            second.add(requireNone(cluster, TwoTrees.plan(cluster, prepared, after)));
        }
        for (Map.Entry<String, Plan> other : plans.entrySet()) {
            if (!moves.containsKey(other.getKey())) {
                second.add(other.getValue());
            }
        }
    }

    private static Plan requireNone(String cluster, @Nullable Plan plan) throws Impossible {
        if (plan == null || !plan.precautions().isEmpty()) {
            throw new Impossible("two commits are not enough for " + cluster
                    + (plan == null
                            ? ""
                            : ": " + plan.precautions().get(0).object() + " would come to harm all the same"));
        }
        return plan;
    }

    /** What the first commit changes in the repository; null for a file that goes. */
    Map<String, byte @Nullable []> files() {
        return files;
    }

    /** What Flux does by the first. */
    List<Plan> first() {
        return first;
    }

    /** What it then does by the second. */
    List<Plan> second() {
        return second;
    }
}
