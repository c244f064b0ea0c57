package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import espalier.json.JsonLine;
import espalier.plan.Plan;
import espalier.plan.telling.PlanJson;
import espalier.plan.telling.PlanMarkdown;
import espalier.plan.telling.PlanText;
import espalier.tree.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms in which a plan is told: for programs by a published schema, and as a comment that no forge refuses. */
class PlanFormsTest {
    private static final Path SCHEMA = Path.of(System.getProperty("espalier.root", "."), "docs/plan.schema.json");

    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }

    static List<TreePair> pairs() {
        return TreePair.all();
    }

    private static Plan plan(TreePair pair) {
        return PlanTest.plan(pair.before(), pair.after());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void programsReadItByTheSchema(TreePair pair) {
        var clusters = new Sequence();
        clusters.add(new PlanJson(step -> "src/main/java/clusters/C.java:1").of(plan(pair)));
        String text = JsonLine.text(PlanJson.document("main", "feature", clusters));
        assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(text).doesNotContain("hunter2", "correct-horse", "abcdef");
    }

    @Test
    void anotherFormIsRefusedByTheSchema() {
        assertThat(schema.validate(
                        "{\"format\":1,\"base\":\"\",\"head\":\"\",\"clusters\":[{\"name\":\"c\"}]}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void noValueOfASecretIsEverTold() {
        for (TreePair pair : pairs()) {
            Plan plan = plan(pair);
            String all = String.join("\n", new PlanText(step -> null, true, false).of(plan))
                    + PlanMarkdown.of(List.of(new PlanMarkdown.Told(plan, step -> null)), PlanMarkdown.LONGEST);
            assertThat(all).doesNotContain("hunter2", "correct-horse", "abcdef");
        }
    }

    @Test
    void aCommentIsNeverLongerThanAForgeTakesAndSaysWhatItLeavesOut() {
        var all = new ArrayList<PlanMarkdown.Told>();
        pairs().forEach(pair -> all.add(new PlanMarkdown.Told(plan(pair), step -> "clusters/C.java:1")));
        String whole = PlanMarkdown.of(all, Integer.MAX_VALUE);
        assertThat(whole).doesNotContain("Left out");
        for (int longest : new int[] {12_000, 20_000, 30_000}) {
            String cut = PlanMarkdown.of(all, longest);
            assertThat(cut).hasSizeLessThanOrEqualTo(longest).contains("*Left out, since a comment takes no more: ");
            assertThat(cut.split("<details>", -1)).hasSameSizeAs(cut.split("</details>", -1));
        }
        Snapshots.verify("plans/comment.md", PlanMarkdown.of(all.subList(0, 8), PlanMarkdown.LONGEST));
    }

    @Test
    void nothingInACommentCallsAnybodyOrBreaksItsForm() {
        TreePair awkward = TreePair.of("awkward", """
                 === web
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: web, namespace: web}
                -data: {text: "plain\\n"}
                +data: {text: "@everyone </details> ```\\n| a |\\n"}
                """);
        String text = PlanMarkdown.of(
                List.of(new PlanMarkdown.Told(plan(awkward), step -> "@someone/x.java")), PlanMarkdown.LONGEST);
        assertThat(text).contains("````diff").contains("@\u200bsomeone");
    }
}
