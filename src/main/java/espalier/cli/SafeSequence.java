package espalier.cli;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.git.CommittedTree;
import espalier.moves.MoveFile;
import espalier.moves.Moves;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Precaution;
import espalier.plan.Step;
import espalier.tree.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change as two commits. The first has the Java of before, and a file in {@code moves/} of which its synth makes the tree that
 * keeps the second from doing harm; the second is the change. Both are held against what they are for before anybody sees them.
 */
final class SafeSequence {
    private static final FieldPath MARK = FieldPath.of("metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune");
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");
    private static final FieldPath SUSPEND = FieldPath.of("spec", "suspend");

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
        for (Precaution each : plan.precautions()) {
            Moves.Verb verb = switch (each.sort()) {
                case KEEP -> Moves.Verb.KEEP;
                case SUSPEND -> Moves.Verb.SUSPEND;
                case REMOVE -> Moves.Verb.REMOVE;
            };
            objects.computeIfAbsent(verb, key -> new LinkedHashSet<>()).add(each.object());
        }
        return Moves.of(objects);
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
                if (!each.byHand().isEmpty() && early == (each.sort() == Precaution.Sort.REMOVE)) {
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

    /**
     * Makes the tree of the first commit, by the program of the commit that it stands on.
     *
     * @param because what the files in {@code moves/} say
     * @param folder where that program is kept
     */
    void prepare(CommittedTree commit, String because, Path folder)
            throws IOException, CommittedProgram.Broken, Impossible {
        List<String> underWay = commit.names("moves");
        if (!underWay.isEmpty()) {
            throw new Impossible("a move is under way there (moves/" + String.join(", moves/", underWay)
                    + "): merge its second commit first");
        }
        CommittedProgram program = CommittedProgram.of(commit, folder);
        Path made = null;
        try {
            for (Map.Entry<String, Moves> each : moves.entrySet()) {
                String file = MoveFile.path(each.getKey());
                byte[] content = MoveFile.bytes(because, each.getValue());
                files.put(file, content);
                Files.createDirectories(program.source().resolve("moves"));
                Files.write(program.source().resolve(file), content);
            }
            made = program.synth();
            take(CommittedProgram.tree(made, before));
        } finally {
            for (String cluster : moves.keySet()) {
                Files.deleteIfExists(program.source().resolve(MoveFile.path(cluster)));
            }
            if (made != null) {
                delete(made);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void take(DistTree prepared) throws IOException, Impossible {
        for (Map.Entry<String, Moves> each : moves.entrySet()) {
            String cluster = each.getKey();
            for (String path : TwoTrees.changed(cluster, before, prepared)) {
                String text = prepared.text(path);
                files.put(path, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
            }
            Plan toFirst = TwoTrees.plan(cluster, before, prepared);
            Plan toSecond = TwoTrees.plan(cluster, prepared, after);
            first.add(requireOnly(cluster, each.getValue(), toFirst));
            second.add(requireNone(cluster, toSecond));
        }
        for (Map.Entry<String, Plan> other : plans.entrySet()) {
            if (!moves.containsKey(other.getKey())) {
                second.add(other.getValue());
            }
        }
    }

    /** The first commit does to each object what it is for, and nothing else. */
    private static Plan requireOnly(String cluster, Moves moves, @Nullable Plan plan) throws Impossible {
        var left = new HashSet<Identity>();
        for (Moves.Verb verb : Moves.Verb.values()) {
            left.addAll(moves.objects(verb));
        }
        for (Step step : plan == null ? List.<Step>of() : plan.steps()) {
            boolean removes = moves.objects(Moves.Verb.REMOVE).contains(step.object());
            if (step.deed() == Deed.SUSPENDED || step.deed() == Deed.PASSED_OVER || step.heldBy() != null) {
                throw new Impossible("no mark reaches " + step.object() + " on " + cluster + ": " + step.by()
                        + " does not apply it (" + step.deed().word() + ")");
            }
            if (!(removes ? step.deed() == Deed.PRUNED : isMarked(step))) {
                throw new Impossible("dist/" + cluster + " of that commit is not what its Java says: "
                        + step.object() + " would be " + step.deed().word()
                        + " as well. Run mvn synth there, and commit that first");
            }
            left.remove(step.object());
        }
        left.removeIf(object -> object.kind().equals("ConfigMap")); // generated ones have other names there
        if (!left.isEmpty()) {
            throw new Impossible("the program of that commit does not do what moves/ says: "
                    + left.iterator().next()
                    + " stays as it is. Bring this version of Espalier to it by a commit of its own first");
        }
        if (plan == null) {
            throw new IllegalStateException("nothing is asked for of " + cluster);
        }
        return plan;
    }

    /** Whether nothing of it changes but what the file in {@code moves/} asks for. */
    private static boolean isMarked(Step step) {
        boolean marked = step.deed() == Deed.CHANGED || step.deed() == Deed.RESTARTED;
        for (FieldChange field : step.fields()) {
            FieldPath path = field.path();
            marked &= path.equals(MARK) || path.equals(ANNOTATIONS) || path.equals(SUSPEND);
        }
        return marked;
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
