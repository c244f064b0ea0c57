package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Kind;
import espalier.Resource;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import espalier.rules.Ordering;
import org.junit.jupiter.api.Test;

/** Whoever begins after something of which nobody sees when it is ready is told so. */
class UnseenReadinessTest {
    private static Manifests yaml(Scope scope, String name) {
        return new Manifests(scope, name, "a test", Resource.of("readiness/" + name + ".yaml"));
    }

    @Test
    void anOrderThatNobodyCanKeepIsFound() {
        Compilation compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "fission.io");
            yaml(apps, "function");
            yaml(apps, "environment");
        });
        Snapshots.verify(
                "findings/readiness-unseen.txt", Compiled.findings(compilation).replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    void laterStagesRelyOnItAsWell() {
        assertThat(Ground.rules(Ground.with(c -> {
                    Elsewhere.definitions(c, "fission.io");
                    yaml(c.infrastructure, "environment");
                    yaml(c.apps, "function");
                })))
                .isEqualTo("readiness-unseen");
    }

    /** The function is tried again until its environment is there. */
    @Test
    void whatBeginsTogetherReliesOnNothing() {
        assertThat(Ground.rules(Ground.with(c -> {
                    Elsewhere.definitions(c, "fission.io");
                    yaml(c.apps, "environment");
                    yaml(c.apps, "function");
                })))
                .isEmpty();
    }

    @Test
    void whoeverKnowsHowToSeeItSaysSo() {
        Compilation compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "fission.io");
            apps.node().describe(Kind.of("fission.io", "Environment").readyWhen("has(status.pods)"));
            yaml(apps, "function");
            yaml(apps, "environment");
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, "")).contains("current: has(status.pods)");
    }

    @Test
    void aReaderThatTriesAgainIsExemptForAReason() {
        Compilation compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "fission.io");
            yaml(apps, "function")
                    .waive(Ordering.READINESS_UNSEEN, "the router answers 404 until the environment is there");
            yaml(apps, "environment");
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
    }
}
