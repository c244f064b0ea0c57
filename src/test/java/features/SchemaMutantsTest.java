package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Objects with one thing changed, held against their schemas by this program and by a JSON Schema library: what one refuses, the
 * other refuses, but for the {@link SchemaDifference differences} that have a reason.
 */
@Tag("long")
class SchemaMutantsTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final int AT_ONCE = 500;

    private final SchemaJudge judge = new SchemaJudge();

    @BeforeEach
    void schemasAreThere() {
        SchemaJudge.mustBeThere();
    }

    @Test
    void whatTheLibraryRefusesIsRefusedAndNothingElse() throws IOException {
        List<SchemaMutant> mutants = mutants();
        var unexpected = new TreeSet<String>();
        var refusals = new int[2];
        Map<SchemaDifference, Integer> differences = new EnumMap<>(SchemaDifference.class);
        for (int from = 0; from < mutants.size(); from += AT_ONCE) {
            List<SchemaMutant> some = mutants.subList(from, Math.min(mutants.size(), from + AT_ONCE));
            var objects = some.stream().map(SchemaMutant::object).toList();
            List<List<Finding>> ours = HeldAgainstSchemas.in(ROOT, objects).findings();
            for (int i = 0; i < some.size(); i++) {
                List<String> theirs = judge.errors(some.get(i).object());
                refusals[0] += theirs.isEmpty() ? 0 : 1;
                refusals[1] += ours.get(i).isEmpty() ? 0 : 1;
                if (theirs.isEmpty() != ours.get(i).isEmpty()) {
                    SchemaDifference difference = SchemaDifference.of(some.get(i), ours.get(i), theirs);
                    if (difference == null) {
                        unexpected.add(some.get(i) + "\n    the library: " + theirs + "\n    here: " + ours.get(i));
                    } else {
                        differences.merge(difference, 1, Integer::sum);
                    }
                }
            }
        }
        System.err.println("SchemaMutantsTest: of " + mutants.size() + " mutants the library refuses " + refusals[0]
                + ", we " + refusals[1] + "; they differ on " + differences);
        assertThat(unexpected).isEmpty();
        assertThat(refusals[0]).as("refused by the library").isGreaterThan(2000);
    }

    /** Of all objects of {@code dist/} and of the manifests of other tests that are right as they are. */
    private List<SchemaMutant> mutants() throws IOException {
        Set<String> seen = new HashSet<>();
        var mutants = new ArrayList<SchemaMutant>();
        var right = new ArrayList<Mapping>();
        for (Mapping object : objects()) {
            if (judge.knows(object) && judge.errors(object).isEmpty()) {
                right.add(object);
            }
        }
        HeldAgainstSchemas held = HeldAgainstSchemas.in(ROOT, right);
        var without = new TreeSet<String>();
        held.result().gaps().kinds().forEach(kind -> without.add(kind.kind()));
        if (!without.isEmpty()) {
            System.err.println("NOTICE: the library alone knows " + without);
        }
        List<List<Finding>> ours = held.findings();
        for (int i = 0; i < right.size(); i++) {
            String kind = right.get(i).text("apiVersion") + " " + right.get(i).text("kind");
            if (ours.get(i).isEmpty() && !without.contains(kind)) {
                mutants.addAll(SchemaMutant.of(right.get(i), seen));
            }
        }
        return mutants;
    }

    private static List<Mapping> objects() throws IOException {
        var objects = new ArrayList<Mapping>();
        for (ClusterTree tree : ClusterTree.committed()) {
            objects.addAll(tree.objects().values());
        }
        for (String folder : List.of("estate", "manifests")) {
            try (Stream<Path> files =
                    Files.list(ROOT.resolve("src/test/resources").resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    objects.addAll(objects(Files.readString(file)));
                }
            }
        }
        return objects;
    }

    private static List<Mapping> objects(String yaml) {
        try {
            return YamlReader.documents(yaml).stream()
                    .map(YamlReader.Document::value)
                    .filter(Mapping.class::isInstance)
                    .map(Mapping.class::cast)
                    .toList();
        } catch (YamlReader.SyntaxException e) {
            return List.of(); // which a test is about
        }
    }
}
