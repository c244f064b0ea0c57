package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.plan.telling.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kustomizations of which Flux would apply nothing: flate refuses the tree, the plan tells it, or it cannot be written at all. */
@Tag("long")
class RefusedByFlateTooTest {
    private static final String GOOD = """
             === settings
             apiVersion: v1
             kind: ConfigMap
             metadata: {name: settings, namespace: flux-system}
             data: {COLOUR: blue}
            -=== web {dependsOn: [settings]}
            +=== web %s
             apiVersion: v1
             kind: ConfigMap
             metadata: {name: page, namespace: web}
             data: {colour: '${COLOUR.dark}', annotations: none}
            """;

    @TempDir
    Path folder;

    @Test
    void theTreeBeforeIsAccepted() throws IOException {
        Tools.Ran ran = flate(TreePair.of("good", GOOD.formatted("")).before());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("2 passed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            path-missing         | {path: ./dist/c/nowhere}
            waits-for-nothing    | {dependsOn: [{name: nobody}]}
            waits-for-itself     | {dependsOn: [{name: web}]}
            variables-missing    | {postBuild: {substituteFrom: [{kind: ConfigMap, name: nobody}]}}
            variable-unreadable  | {postBuild: {substitute: {COLOUR: blue}}}
            """)
    void nothingOfItWouldBeApplied(String name, String spec) throws IOException {
        TreePair pair = TreePair.of(
                name, GOOD.formatted(spec.replaceAll("dependsOn: \\[\\{name: (\\w+)}]", "dependsOn: [$1]")));
        Tools.Ran ran = flate(pair.after());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        String failing = ran.out()
                .lines()
                .filter(line -> line.contains("Kustomization  flux-system/web"))
                .map(line -> line.strip().replace(folder.toString(), ""))
                .collect(Collectors.joining("\n"));
        Compilation compilation = Compiled.stage(apps -> {
            var web = new ConfigMap(apps, "web", m -> m.value("colour", "${COLOUR.dark}"));
            apps.node()
                    .cluster()
                    .patch(
                            web,
                            "a test",
                            p -> p.kind("Kustomization")
                                    .merge("{spec: " + spec.replace("name: web", "name: apps-web") + "}"));
        });
        String plan = new PlanText(step -> null, false, false)
                .of(PlanTest.plan(pair.before(), pair.after())).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("broken "))
                        .collect(Collectors.joining("\n"));
        assertThat(plan).isNotEmpty();
        Snapshots.verify(
                "plans/refused-by-flate-too/" + name + ".txt",
                "web says " + spec + "\n\n--- flate test\n" + failing + "\n\n--- espalier diff\n" + plan
                        + "\n\n--- espalier synth\n" + findings(compilation));
    }

    /** The first line of each, since others name lines of this file. */
    private static String findings(Compilation compilation) {
        return compilation.findings().stream()
                .map(finding -> finding.toString().lines().findFirst().orElse("") + "\n")
                .collect(Collectors.joining());
    }

    private Tools.Ran flate(Map<String, String> files) throws IOException {
        Path repository = folder.resolve("repository");
        new ClusterTree("", files).writeTo(repository);
        return new Flate(repository).ks("test", ".");
    }
}
