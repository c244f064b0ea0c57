package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;
import espalier.rules.References;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code ${NAME}} in manifests, where a patch lets their Kustomization put values in. */
class WrittenVariablesTest {
    private static final String VALUES = "spec: {postBuild: {substitute: {DOMAIN: example.com, TEAM: a}}}";
    private static final String SOURCES =
            "spec: {postBuild: {substitute: {DOMAIN: example.com}, substituteFrom: [{kind: %s, name: vars}]}}";

    private static List<Finding> findings(String kustomization, Consumer<Stage> more) {
        return Compiled.stage(apps -> {
                    more.accept(apps);
                    var names = new Manifests(apps, "names", "a test", Resource.of("features/written-variables.yaml"));
                    if (!kustomization.isEmpty()) {
                        apps.node()
                                .cluster()
                                .patch(
                                        names,
                                        "a test",
                                        p -> p.kind("Kustomization").merge(kustomization));
                    }
                })
                .findings();
    }

    @Test
    void oneWithoutValueIsFound() {
        List<Finding> found = findings(VALUES, apps -> {});
        assertThat(found).extracting(Finding::rule).containsOnly(References.VARIABLE_UNDEFINED);
        Snapshots.verify(
                "findings/variable-undefined.txt",
                String.join("\n\n", found.stream().map(Finding::toString).toList()));
    }

    @Test
    void theKeysOfASourceCountAsWell() {
        assertThat(findings(
                        SOURCES.formatted("ConfigMap"),
                        apps -> new ConfigMap(
                                apps.in(NamespaceHandle.FLUX_SYSTEM),
                                "vars",
                                c -> c.named("vars").value("TEAM", "a"))))
                .extracting(Finding::rule)
                .containsOnly(References.VARIABLE_UNDEFINED)
                .hasSize(2);
        assertThat(findings(
                        SOURCES.formatted("ConfigMap"),
                        apps -> new ConfigMap(
                                apps.in(NamespaceHandle.FLUX_SYSTEM),
                                "vars",
                                c -> c.named("vars").value("TEAM", "a").value("DOMAN", "b"))))
                .as("all but what cannot be read")
                .hasSize(1);
    }

    @Test
    void nothingIsSaidWhereNothingIsPutInOrNobodyKnowsWhat() {
        assertThat(findings("", apps -> {})).isEmpty();
        assertThat(findings(
                        SOURCES.formatted("Secret"),
                        apps -> Elsewhere.things(apps.node().cluster(), "/Secret flux-system/vars")))
                .isEmpty();
    }

    @Test
    void aSourceThatIsMissingIsFound() {
        assertThat(findings(SOURCES.formatted("ConfigMap"), apps -> {}))
                .extracting(Finding::rule)
                .containsExactly(References.REFERENCE_MISSING);
    }
}
