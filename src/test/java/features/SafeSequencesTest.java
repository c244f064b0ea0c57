package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import espalier.Fleet;
import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.layout.FileSpec;
import espalier.moves.MoveFile;
import espalier.moves.Moves;
import espalier.plan.Danger;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Planner;
import espalier.plan.Precaution;
import espalier.plan.Step;
import espalier.plan.telling.PlanText;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a plan names precautions, a commit that takes them does no harm, and none is left for the change that comes after it: of every
 * pair of trees in the corpus, and of an edit of the lab.
 */
class SafeSequencesTest {
    private static final Set<Danger.Sort> HARM = Set.of(Danger.Sort.DATA_LOSS, Danger.Sort.STUCK);

    @TempDir
    Path folder;

    static List<TreePair> pairs() {
        return TreePair.all().stream()
                .filter(pair -> !PlanTest.plan(pair.before(), pair.after())
                        .precautions()
                        .isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofThePair(TreePair pair) {
        Plan once = PlanTest.plan(pair.before(), pair.after());
        Map<String, String> prepared = prepared(pair.before(), once.precautions());
        Plan first = PlanTest.plan(pair.before(), prepared);
        Plan second = PlanTest.plan(prepared, pair.after());
        harmless(once, first, second);
        Snapshots.verify(
                "plans/safely/" + pair + ".txt",
                pair.about() + "\n1. prepare\n" + text(first) + "\n\n2. the change\n" + text(second) + "\n");
    }

    @Test
    void allThatIsMovedOrdersAsideIsInTheCorpus() {
        assertThat(pairs())
                .extracting(TreePair::toString)
                .contains(
                        "component-renamed",
                        "stage-split",
                        "namespace-moved",
                        "namespace-moved-in-order",
                        "namespace-handed-over-at-once",
                        "claim-renamed",
                        "namespace-renamed",
                        "kustomization-moved",
                        "stage-renamed",
                        "helmrelease-renamed-same-release",
                        "operator-with-resources",
                        "operator-with-namespace");
        assertThat(TreePair.all())
                .filteredOn(pair -> PlanTest.plan(pair.before(), pair.after()).steps().stream()
                        .anyMatch(step -> step.deed() == Deed.STUCK || deletesWhatMoves(step)))
                .as("what is deleted though it moves, or stuck, has a way out")
                .isNotEmpty()
                .extracting(TreePair::toString)
                .isSubsetOf(pairs().stream().map(TreePair::toString).toList());
    }

    private static boolean deletesWhatMoves(Step step) {
        return step.deed() == Deed.MOVED
                && step.effects().stream().anyMatch(each -> each.text().contains("deletes it first"));
    }

    private static void harmless(Plan once, Plan first, Plan second) {
        assertThat(first.precautions()).isEmpty();
        assertThat(second.precautions()).isEmpty();
        for (Plan plan : List.of(first, second)) {
            assertThat(plan.steps()).noneMatch(step -> step.deed() == Deed.STUCK || deletesWhatMoves(step));
            assertThat(plan.dangers())
                    .filteredOn(danger -> HARM.contains(danger.sort()))
                    .as("harm that one commit would not do")
                    .extracting(Danger::object)
                    .isSubsetOf(once.dangers().stream().map(Danger::object).toList());
        }
        for (Precaution each : once.precautions()) {
            boolean removed = each.verb() == Moves.Verb.REMOVE;
            assertThat(second.dangers())
                    .filteredOn(danger -> HARM.contains(danger.sort()))
                    .extracting(Danger::object)
                    .doesNotContain(each.object());
            assertThat(first.steps())
                    .anyMatch(step -> step.object().equals(each.object())
                            && (removed ? step.deed() == Deed.PRUNED : step.deed() == Deed.CHANGED));
        }
    }

    private static String text(Plan plan) {
        return String.join("\n", new PlanText(step -> null, true, false).of(plan));
    }

    private static Moves moves(List<Precaution> precautions) {
        Map<Moves.Verb, Set<espalier.Identity>> objects = new EnumMap<>(Moves.Verb.class);
        for (Precaution each : precautions) {
            objects.computeIfAbsent(each.verb(), verb -> new LinkedHashSet<>()).add(each.object());
        }
        return Moves.of(objects, Map.of());
    }

    /** As synth would write it, were there Java behind it: the files of the corpus hold an object each. */
    private static Map<String, String> prepared(Map<String, String> before, List<Precaution> precautions) {
        var prepared = new TreeMap<>(before);
        for (Precaution each : precautions) {
            int found = 0;
            for (String path : before.keySet()) {
                Mapping body = parse(prepared.getOrDefault(path, "a: b"));
                if (espalier.applied.BuiltObject.identity(body).equals(each.object())) {
                    found++;
                    change(prepared, path, body, each.verb());
                }
            }
            assertThat(found).as(each.toString()).isEqualTo(1);
        }
        return prepared;
    }

    private static void change(Map<String, String> tree, String path, Mapping body, Moves.Verb sort) {
        switch (sort) {
            case KEEP ->
                body.child("metadata").child("annotations").put("kustomize.toolkit.fluxcd.io/prune", "disabled");
            case SUSPEND -> body.child("spec").put("suspend", true);
            case REMOVE -> {
                tree.remove(path);
                int slash = path.lastIndexOf('/');
                String listing = path.substring(0, slash) + "/kustomization.yaml";
                Mapping list = parse(tree.get(listing));
                var left = new Sequence();
                list.sequence("resources").forEach(item -> {
                    if (!item.toString().equals(path.substring(slash + 1))) {
                        left.add(item);
                    }
                });
                tree.put(listing, text(list.put("resources", left)));
                return;
            }
        }
        tree.put(path, text(body));
    }

    private static Mapping parse(String yaml) {
        return (Mapping) YamlReader.documents(yaml).get(0).value();
    }

    private static String text(Mapping yaml) {
        return new String(YamlWriter.bytes(yaml), StandardCharsets.UTF_8);
    }

    /** The servers of the lab get a stage of their own; what synth writes of each commit is compared, not what a test makes of it. */
    @Test
    void ofTheLabWhenAStageIsSplit() throws Exception {
        Path repository = Path.of(System.getProperty("espalier.root", "."));
        Map<String, String> before = tree(fleet -> fleet.cluster("lab", Lab::new), repository);
        var edited = new EditedCluster(Lab.class, "lab", folder)
                .edit(
                        "var apps = new Stage(this, \"apps\"",
                        "var servers = new Stage(this, \"servers\", s -> s.after(infrastructure));\nvar apps = new Stage(this, \"apps\"")
                .edit("new Redis(apps,", "new Redis(servers,")
                .edit("new Nats(apps,", "new Nats(servers,");
        Map<String, String> after = tree(edited.fleet(), repository);
        Plan once = plan(before, after);
        Path root = Files.createDirectories(folder.resolve("prepared/moves")).getParent();
        Files.write(
                root.resolve(MoveFile.path("lab")), MoveFile.bytes("the stage is split", moves(once.precautions())));
        Map<String, String> prepared = tree(fleet -> fleet.cluster("lab", Lab::new), root);
        Plan first = plan(before, prepared);
        Plan second = plan(prepared, after);
        harmless(once, first, second);
        assertThat(once.precautions()).hasSize(5);
        assertThat(second.steps()).anyMatch(step -> step.deed() == Deed.MOVED);
        Snapshots.verify(
                "plans/safely/lab.txt", "1. prepare\n" + text(first) + "\n\n2. the change\n" + text(second) + "\n");
    }

    private static Plan plan(Map<String, String> before, Map<String, String> after) {
        return Planner.plan(
                "lab",
                AppliedTree.of(TreeFiles.of(before), "dist/lab"),
                AppliedTree.of(TreeFiles.of(after), "dist/lab"));
    }

    private static Map<String, String> tree(Consumer<Fleet> clusters, Path root) throws Exception {
        var fleet = new Fleet();
        clusters.accept(fleet);
        Compilation compilation = new Compiler(fleet, root).compile("lab");
        assertThat(compilation.failed()).as(Compiled.findings(compilation)).isFalse();
        var tree = new TreeMap<String, String>();
        for (FileSpec file : compilation.files()) {
            tree.put("dist/lab/" + file.path(), new String(file.render(), StandardCharsets.UTF_8));
        }
        return tree;
    }
}
