package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every object and every {@code kustomization.yaml} is what its schema allows, and holds no field that its schema does not
 * know. {@link SchemaJudge} says so.
 */
class SchemaConformanceTest {
    private final SchemaJudge judge = new SchemaJudge();

    @BeforeEach
    void schemasAreThere() {
        SchemaJudge.mustBeThere();
    }

    @Test
    void everyObjectIsWhatItsSchemaAllows() throws IOException {
        var wrong = new TreeMap<String, List<String>>();
        var unknown = new TreeSet<String>();
        int checked = 0;
        for (ClusterTree tree : ClusterTree.all()) {
            for (Map.Entry<String, Mapping> object : tree.objects().entrySet()) {
                if (!judge.knows(object.getValue())) {
                    unknown.add(object.getValue().text("apiVersion") + " "
                            + object.getValue().text("kind"));
                    continue;
                }
                checked++;
                List<String> errors = judge.errors(object.getValue());
                if (!errors.isEmpty()) {
                    wrong.put(tree.name() + "/" + object.getKey(), errors);
                }
            }
        }
        if (!unknown.isEmpty()) {
            System.err.println("NOTICE: not held against a schema, since there is none: " + unknown);
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).as("objects held against a schema").isGreaterThan(50);
    }

    /** Without this, a schema that allows everything would let everything pass. */
    @Test
    void everySchemaRefusesAFieldThatItDoesNotKnow() throws IOException {
        for (ClusterTree tree : ClusterTree.all()) {
            tree.objects().forEach((path, object) -> {
                if (judge.knows(object)) {
                    assertThat(judge.errors(object.copy().put("misspelt", "x")))
                            .as(path)
                            .hasSize(1);
                    for (String part : List.of("metadata", "spec")) {
                        if (object.has(part)) {
                            Mapping changed = object.copy();
                            changed.child(part).put("misspelt", "x");
                            assertThat(judge.errors(changed))
                                    .as(part + " in " + path)
                                    .isNotEmpty();
                        }
                    }
                }
            });
        }
    }

    @Test
    void aMisspeltFieldOrAWrongTypeDeepInAPodIsRefused() {
        var container = FieldPath.of("spec", "template", "spec", "containers").index(0);
        assertThat(judge.errors(deployment(container.field("imagePullPolicie"), Scalar.of("Always"))))
                .containsExactly(
                        "/spec/template/spec/containers/0: property 'imagePullPolicie' is not defined in the schema"
                                + " and the schema does not allow additional properties");
        assertThat(judge.errors(deployment(container.field("args"), Scalar.of("one"))))
                .isNotEmpty();
        assertThat(judge.errors(deployment(FieldPath.of("spec", "replicas"), Scalar.of("1"))))
                .isNotEmpty();
        assertThat(judge.errors(deployment(FieldPath.of("spec", "replicas"), Scalar.of(1))))
                .isEmpty();
    }

    private static Mapping deployment(FieldPath path, Value value) {
        Mapping deployment = (Mapping) YamlReader.documents("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers: [{name: web, image: "nginx:1.29"}]
                """).get(0).value();
        path.put(deployment, value);
        return deployment;
    }
}
