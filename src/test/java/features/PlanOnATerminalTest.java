package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.plan.telling.PlanText;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A usual change is told on one screen, and a flag tells all of it; what is left out is counted. */
class PlanOnATerminalTest {
    /** As many lines as a terminal has where nobody made it larger. */
    private static final int SCREEN = 24;

    private static TreePair pair(String name) {
        return TreePair.all().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> told(TreePair pair, boolean details) {
        return new PlanText(step -> "src/main/java/clusters/C.java:1", details, false)
                .of(PlanTest.plan(pair.before(), pair.after()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image-minor",
                "chart-minor",
                "new-app",
                "claim-grows",
                "exposure-host",
                "component-removed",
                "config-hashed",
                "deployment-to-another-namespace"
            })
    void aUsualChangeIsAScreenful(String name) {
        assertThat(told(pair(name), false)).hasSizeLessThanOrEqualTo(SCREEN);
    }

    @Test
    void manyFieldsAreCountedAndAllOfThemToldByAFlag() {
        TreePair many = pair("privilege-pod");
        assertThat(told(many, false)).contains("    and 3 fields more (--details)");
        assertThat(told(many, true))
                .hasSize(told(many, false).size() + 2)
                .noneMatch(line -> line.contains("--details"));
    }

    /** Also of what they wait for. */
    @Test
    void severalOfASortAreOneLine() {
        TreePair held = pair("refused-with-a-new-component");
        assertThat(told(held, false))
                .contains(
                        "  created 3 objects: ConfigMap data/settings, ConfigMap data/other and 1 more"
                                + "  src/main/java/clusters/C.java:1",
                        "    held: not before the API server takes PersistentVolumeClaim data/data");
        assertThat(told(held, true)).noneMatch(line -> line.contains("3 objects"));
    }

    @Test
    void anotherFileIsNoChange() {
        TreePair one = pair("image-minor");
        var moved = new TreeMap<String, String>();
        String file = one.before().keySet().stream()
                .filter(each -> each.contains("/deployment-"))
                .findFirst()
                .orElseThrow();
        String other = file.replace("/deployment-", "/the-other-file-");
        one.before()
                .forEach((path, text) -> moved.put(
                        path.equals(file) ? other : path,
                        text.replace(
                                file.substring(file.lastIndexOf('/') + 1),
                                other.substring(other.lastIndexOf('/') + 1))));
        assertThat(moved).containsKey(other);
        assertThat(PlanTest.plan(one.before(), moved).isEmpty()).isTrue();
    }
}
