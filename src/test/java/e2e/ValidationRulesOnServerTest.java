package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Answer;
import espalier.Finding;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import features.HeldAgainstSchemas;
import features.SchemaJudge;
import features.SchemaMutant;
import features.ValidationRulesTest;
import features.YamlJudges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What this program says of the rules in CEL of definitions, and what a real API server says of the same objects. */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ValidationRulesOnServerTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that leave an object whole enough for rules to be asked. */
    private static final Set<String> CHANGES = Set.of(
            "missing",
            "no elements",
            "all elements twice",
            "an empty text",
            "a long text",
            "a small number",
            "a large number");

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    private final KubernetesApi api = CONTROL_PLANE.api();

    @Test
    void expressionsAreWhatTheServerTakesThemFor() {
        var rules = new ArrayList<Mapping>();
        var opposites = new ArrayList<Mapping>();
        for (String right : ValidationRulesTest.RIGHT) {
            rules.add(Mapping.of("rule", right));
            opposites.add(Mapping.of("rule", "!(" + right + ")"));
        }
        define("Fruit", rules);
        assertThat(answer("Fruit").message()).isEmpty();
        define("Stone", opposites);
        String refusal = answer("Stone").message();
        assertThat(opposites).allSatisfy(rule -> assertThat(refusal).contains("failed rule: " + rule.text("rule")));
    }

    private void define(String kind, List<Mapping> rules) {
        String yaml = ValidationRulesTest.definition(kind, rules);
        api.apply(KubernetesApi.objects(yaml).get(0), "e2e").expectSuccess();
        Await.until(30, () -> api.knows("garden.example.com/v1", kind), () -> "there is no " + kind);
    }

    private Answer answer(String kind) {
        Mapping object = ValidationRulesTest.object(kind, ValidationRulesTest.SPEC);
        object.child("metadata").put("name", "x");
        return api.dryRun(json(object));
    }

    @Test
    void objectsOfRealDefinitionsAreJudgedAlike() throws IOException {
        SchemaJudge.mustBeThere();
        FluxBootstrap.installDefinitions(api);
        Map<String, List<Mapping>> byKind = new LinkedHashMap<>();
        String text = Files.readString(ROOT.resolve("src/test/resources/rules/right.yaml"));
        for (YamlReader.Document document : YamlReader.documents(text)) {
            Mapping object = (Mapping) document.value();
            byKind.computeIfAbsent(object.text("apiVersion") + " " + object.text("kind"), key -> new ArrayList<>())
                    .add(object);
        }
        for (List<Mapping> right : byKind.values()) {
            define(right.get(0));
        }
        var varied = new ArrayList<Mapping>();
        for (List<Mapping> right : byKind.values()) {
            var variations = new Variations(right);
            Set<String> seen = new HashSet<>();
            for (Mapping object : right) {
                varied.add(object);
                varied.addAll(variations.of(object));
                SchemaMutant.of(object, seen).stream()
                        .filter(mutant -> CHANGES.contains(mutant.change())
                                && !mutant.pattern().startsWith("metadata"))
                        .forEach(mutant -> varied.add(mutant.object()));
            }
        }
        compare(varied);
    }

    private void define(Mapping object) throws IOException {
        String apiVersion = object.text("apiVersion");
        if (!api.knows(apiVersion, object.text("kind"))) {
            JsonNode schema = JSON.readTree(SchemaJudge.file(object).toFile());
            api.apply(CatalogueDefinition.of(object, schema), "e2e").expectSuccess();
        }
        Await.until(30, () -> api.knows(apiVersion, object.text("kind")), () -> "there is no " + object.text("kind"));
    }

    private void compare(List<Mapping> objects) {
        List<List<Finding>> findings = HeldAgainstSchemas.in(ROOT, objects).findings();
        var different = new TreeSet<String>();
        int[] counts = new int[4];
        for (int i = 0; i < objects.size(); i++) {
            Answer answer = api.dryRun(json(objects.get(i)));
            List<Finding> found = findings.get(i);
            boolean isByRule =
                    found.stream().anyMatch(finding -> finding.rule().id().equals("schema-rule"));
            counts[0]++;
            counts[1] += answer.ok() ? 0 : 1;
            counts[2] += isByRule ? 1 : 0;
            if (answer.message().contains("no such key")) {
                counts[3]++; // a webhook could have put it there
            } else if (answer.ok() != found.isEmpty() || isByRule && !saysTheSame(answer, found)) {
                different.add(objects.get(i) + "\n    the server: " + answer.message() + "\n    here: " + found + "\n");
            }
        }
        System.err.println("e2e: of " + counts[0] + " objects whose kinds have rules the server refused " + counts[1]
                + "; " + counts[2] + " break a rule here, and " + counts[3] + " lack what a rule reads");
        assertThat(different).isEmpty();
        assertThat(counts[2]).as("objects that break a rule").isGreaterThan(100);
    }

    private static boolean saysTheSame(Answer answer, List<Finding> found) {
        return found.stream().allMatch(finding -> {
            int says = finding.message().indexOf("a rule of its kind says: ");
            return says < 0 || answer.message().contains(finding.message().substring(says + 25));
        });
    }

    private static ObjectNode json(Mapping object) {
        return JSON.valueToTree(YamlJudges.content(object));
    }
}
