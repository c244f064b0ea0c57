package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Answer;
import espalier.Cluster;
import espalier.Component;
import espalier.Finding;
import espalier.Fleet;
import espalier.Stage;
import espalier.applied.AppliedTree;
import espalier.compile.Compiler;
import espalier.tree.Mapping;
import features.FilesOnDisk;
import features.HeldAgainstSchemas;
import features.SchemaJudge;
import features.SchemaMutant;
import features.YamlJudges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects of all clusters, custom resources included, with one thing changed, drawn by lot with a fixed seed: what our schemas
 * say of each, and what a real API server says to a dry run. Where they disagree, the reason is told and approved.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SchemaVerdictsTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path LISTED = ROOT.resolve("snapshots/e2e/schema-verdicts.txt");
    private static final int HOW_MANY = 300;
    private static final int SEED = 20_260_101;

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static List<Mapping> objects;

    @BeforeAll
    static void define() throws IOException {
        SchemaJudge.mustBeThere();
        api = CONTROL_PLANE.api();
        FluxBootstrap.installDefinitions(api);
        objects = objects();
        var defined = new TreeSet<String>();
        var unknown = new TreeSet<String>();
        for (Mapping object : objects) {
            String kind = object.text("apiVersion") + " " + object.text("kind");
            if (!api.knows(object.text("apiVersion"), object.text("kind")) && !unknown.contains(kind)) {
                Path schema = SchemaJudge.file(object);
                Answer answer = Files.exists(schema)
                        ? api.apply(CatalogueDefinition.of(object, JSON.readTree(schema.toFile())), "e2e")
                        : null;
                (answer != null && answer.ok() ? defined : unknown).add(kind);
                if (answer != null && !answer.ok()) {
                    System.err.println("NOTICE: no definition could be made of " + kind + ": " + answer.message());
                } else if (answer != null) {
                    Await.until(
                            30,
                            () -> api.knows(object.text("apiVersion"), object.text("kind")),
                            () -> "there is no " + kind);
                }
            }
            Mapping metadata = object.mapping("metadata");
            String namespace = metadata == null ? null : metadata.text("namespace");
            if (namespace != null && !api.get("v1", "Namespace", "", namespace).ok()) {
                api.apply(
                                KubernetesApi.objects("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace
                                                + "}}")
                                        .get(0),
                                "e2e")
                        .expectSuccess();
            }
        }
        System.err.println("NOTICE: the definitions of " + defined.size()
                + " kinds were made by this test, out of their public schemas, since they cannot be fetched here");
        if (!unknown.isEmpty()) {
            System.err.println("NOTICE: not judged, since there is no schema to make a definition of: " + unknown);
        }
        objects.removeIf(object -> unknown.contains(object.text("apiVersion") + " " + object.text("kind")));
    }

    /** Of all clusters, as Flux would apply them. */
    private static List<Mapping> objects() throws IOException {
        var all = new ArrayList<Mapping>();
        try (Stream<Path> clusters = Files.list(ROOT.resolve("dist"))) {
            for (Path cluster : clusters.filter(Files::isDirectory).sorted().toList()) {
                var tree = AppliedTree.of(new FilesOnDisk(ROOT), "dist/" + cluster.getFileName());
                tree.objects().values().stream()
                        .filter(object -> !object.has("sops"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static ObjectNode json(Mapping object) {
        return JSON.valueToTree(YamlJudges.content(object));
    }

    private static String line(Mapping object) {
        return object.text("apiVersion") + " " + object.text("kind") + " "
                + object.mapping("metadata").text("name");
    }

    @Test
    void theServerTakesEveryObjectAsItIs() {
        List<List<Finding>> ours = HeldAgainstSchemas.in(ROOT, objects).findings();
        var refused = new TreeMap<String, String>();
        for (int i = 0; i < objects.size(); i++) {
            Answer answer = api.dryRun(json(objects.get(i)));
            if (!answer.ok()) {
                refused.put(line(objects.get(i)), answer.message());
            }
            assertThat(ours.get(i)).as(line(objects.get(i))).isEmpty();
        }
        System.err.println("e2e: " + objects.size() + " objects of the clusters were shown to the server as they are");
        assertThat(refused).isEmpty();
    }

    @Test
    void theSameIsRefused() throws IOException {
        List<SchemaMutant> mutants = drawn();
        assertThat(mutants).hasSize(HOW_MANY);
        List<List<Finding>> ours = HeldAgainstSchemas.in(
                        ROOT, mutants.stream().map(SchemaMutant::object).toList())
                .findings();
        var disagreements = new TreeMap<VerdictDifference, Set<String>>();
        var unexplained = new TreeSet<String>();
        int refused = 0;
        for (int i = 0; i < mutants.size(); i++) {
            Answer answer = api.dryRun(json(mutants.get(i).object()));
            refused += answer.ok() ? 0 : 1;
            if (answer.ok() == ours.get(i).isEmpty()) {
                continue;
            }
            String rules = ours.get(i).stream()
                    .map(finding -> finding.rule().id() + ": " + finding.message())
                    .collect(Collectors.joining("; "));
            // What is wrong is the same for all objects of the kind; which of them was drawn is not.
            String line = mutants.get(i) + "\n    "
                    + (answer.ok()
                            ? "here: "
                                    + rules.replace(
                                            mutants.get(i)
                                                    .object()
                                                    .child("metadata")
                                                    .text("name"),
                                            "it")
                            : "the server: " + answer.message().replaceAll("x{40,}", "xx…"));
            VerdictDifference difference = VerdictDifference.of(mutants.get(i), answer, rules(mutants.get(i)));
            if (difference == null) {
                unexplained.add(line);
            } else {
                disagreements
                        .computeIfAbsent(difference, key -> new TreeSet<>())
                        .add(line);
            }
        }
        long kinds = mutants.stream()
                .map(mutant ->
                        mutant.object().text("apiVersion") + mutant.object().text("kind"))
                .distinct()
                .count();
        int differ = disagreements.values().stream().mapToInt(Set::size).sum();
        System.err.println("e2e: of " + mutants.size() + " mutants of " + kinds + " kinds the server refused " + refused
                + "; we agree on " + (mutants.size() - differ - unexplained.size()));
        var text = new StringBuilder();
        disagreements.forEach((why, lines) -> {
            text.append(why.because()).append(" (").append(lines.size()).append(")\n");
            lines.forEach(
                    line -> text.append("  ").append(line.replace("\n", "\n  ")).append('\n'));
            text.append('\n');
        });
        assertThat(unexplained).as("disagreements without a reason").isEmpty();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(LISTED, text);
        }
        String listed = Files.readString(LISTED);
        assertThat(disagreements.entrySet().stream()
                        .filter(entry -> !entry.getKey().isFoundElsewhere())
                        .flatMap(entry -> entry.getValue().stream())
                        .filter(line -> !listed.contains(line.substring(0, line.indexOf('\n'))))
                        .toList())
                .as("not found here at all, and not listed in " + LISTED + " (APPROVE=1 make e2e lists it)")
                .isEmpty();
    }

    /** The rules that the whole compiler finds broken by the mutant, and not by the object that it was made of. */
    private static Set<String> rules(SchemaMutant mutant) throws IOException {
        Set<String> rules = rules(mutant.object());
        for (Mapping object : objects) {
            boolean original = line(object).equals(line(mutant.object()));
            if (original) {
                rules.removeAll(rules(object));
                break;
            }
        }
        return rules;
    }

    private static Set<String> rules(Mapping object) throws IOException {
        var fleet = new Fleet().cluster("test", (f, name) -> new OneObject(f, name, object));
        return new Compiler(fleet, ROOT)
                .compile("test").findings().stream()
                        .map(finding -> finding.rule().id())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final class OneObject extends Cluster {
        OneObject(Fleet fleet, String name, Mapping object) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var component = new Component(new Stage(this, "apps"), "it") {};
            component.node().add(object.copy(), component.node().origin());
        }
    }

    /** Of each kind in turn, so that the many fields of a Deployment do not leave the others out. */
    private static List<SchemaMutant> drawn() {
        var seen = new HashSet<String>();
        Map<String, List<SchemaMutant>> byKind = new TreeMap<>();
        for (Mapping object : objects) {
            byKind.computeIfAbsent(object.text("apiVersion") + " " + object.text("kind"), kind -> new ArrayList<>())
                    .addAll(SchemaMutant.of(object, seen).stream()
                            .filter(mutant -> !mutant.pattern().equals("metadata.namespace")) // it is asked for there
                            .toList());
        }
        var turns = new ArrayDeque<Deque<SchemaMutant>>();
        byKind.values().forEach(mutants -> {
            mutants.sort(Comparator.comparingLong(SchemaVerdictsTest::lot).thenComparing(SchemaMutant::toString));
            turns.add(new ArrayDeque<>(mutants));
        });
        var drawn = new ArrayList<SchemaMutant>();
        while (drawn.size() < HOW_MANY && !turns.isEmpty()) {
            Deque<SchemaMutant> mutants = turns.remove();
            if (!mutants.isEmpty()) {
                drawn.add(mutants.remove());
                turns.add(mutants);
            }
        }
        return drawn;
    }

    /** By what it is alone, so that one more object of a cluster leaves the others drawn. */
    private static long lot(SchemaMutant mutant) {
        return new Random(SEED + 31L * mutant.toString().hashCode()).nextLong();
    }
}
