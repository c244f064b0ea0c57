package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.plan.Plan;
import espalier.plan.Planner;
import espalier.plan.telling.PlanText;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flux will do between two trees, for a corpus of edits, the accidents that happen to people among them. */
class PlanTest {
    static Iterable<TreePair> pairs() {
        return TreePair.all();
    }

    static Plan plan(Map<String, String> before, Map<String, String> after) {
        return Planner.plan(
                "c", AppliedTree.of(TreeFiles.of(before), "dist/c"), AppliedTree.of(TreeFiles.of(after), "dist/c"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void thePlanOf(TreePair pair) {
        String text = String.join("\n", new PlanText(step -> null, true, false).of(plan(pair.before(), pair.after())));
        Snapshots.verify("plans/" + pair + ".txt", pair.about() + "\n" + text);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aTreeThatIsLeftAloneHasNoPlan(TreePair pair) {
        for (Map<String, String> tree : new Map[] {pair.before(), pair.after()}) {
            assertThat(plan(tree, new TreeMap<>(tree)).steps()).isEmpty();
        }
    }

    @Test
    void theCorpusIsLargeEnough() {
        assertThat(TreePair.all()).hasSizeGreaterThanOrEqualTo(60);
    }
}
