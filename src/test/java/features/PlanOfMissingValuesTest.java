package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.plan.telling.PlanText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Kustomization whose values are not there, or cannot be put in, applies nothing, and a plan says so once. */
class PlanOfMissingValuesTest {
    private static final String NOTHING = "nothing of it is applied or pruned any more";

    private static String broken(String before, String after, String page) {
        TreePair pair = TreePair.of("values", """
                 === settings
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: hers, namespace: flux-system}
                 data: {COLOUR: blue}
                -=== other {postBuild: {substituteFrom: [{kind: ConfigMap, name: by-hand}]}}
                +=== other {postBuild: {substituteFrom: [{kind: ConfigMap, name: by-hand}]}}
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: other, namespace: web}
                -=== web %s
                +=== web %s
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: page, namespace: web}
                -data: {colour: '${COLOUR}'}
                +data: {colour: '%s'}
                """.formatted(before, after, page));
        return new PlanText(step -> null, false, false)
                .of(PlanTest.plan(pair.before(), pair.after())).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("broken "))
                        .findFirst()
                        .orElse("nothing");
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                              | {postBuild: {substituteFrom: [{kind: ConfigMap, name: hers}]}}
            {}                                                                              | {postBuild: {substituteFrom: [{kind: ConfigMap, name: his, optional: true}]}}
            {}                                                                              | {postBuild: {substituteFrom: [{kind: Secret, name: his}]}}
            {}                                                                              | {postBuild: {substituteFrom: [{kind: ConfigMap, name: by-hand}]}}
            {postBuild: {substituteFrom: [{kind: ConfigMap, name: his}]}}                   | {postBuild: {substituteFrom: [{kind: ConfigMap, name: his}]}}
            """)
    void whatIsThereOrMayBeIsNotMissed(String before, String after) {
        assertThat(broken(before, after, "${COLOUR} of old")).isEqualTo("nothing");
    }

    @Test
    void whatNobodyMakesIsMissed() {
        String his = "{postBuild: {substituteFrom: [{kind: ConfigMap, name: his}]}}";
        assertThat(broken("{}", his, "${COLOUR}"))
                .isEqualTo(
                        "broken  Kustomization flux-system/web: its values come from ConfigMap flux-system/his, which is not"
                                + " in git: " + NOTHING + " (unless that is made by hand)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {postBuild: {substitute: {A: b}}} | broken  Kustomization flux-system/web: %s: Flux cannot read the variable that begins ${COLOUR.dark} in ConfigMap web/page
            {}                                | nothing
            {postBuild: {}}                   | nothing
            """)
    void aVariableThatFluxCannotReadIsOneOnlyWhereItPutsValuesIn(String spec, String told) {
        assertThat(broken(spec, spec, "${COLOUR.dark}")).isEqualTo(told.replace("%s", NOTHING));
    }

    @Test
    void valuesThatGoAreMissed() {
        TreePair pair = TreePair.of("values", """
                -=== settings
                -apiVersion: v1
                -kind: ConfigMap
                -metadata: {name: hers, namespace: flux-system}
                -data: {COLOUR: blue}
                 === web {postBuild: {substituteFrom: [{kind: ConfigMap, name: hers}]}}
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: page, namespace: web}
                 data: {colour: '${COLOUR}'}
                """);
        assertThat(String.join(
                        "\n", new PlanText(step -> null, false, false).of(PlanTest.plan(pair.before(), pair.after()))))
                .contains(
                        "broken  Kustomization flux-system/web: its values come from ConfigMap flux-system/hers, which is gone: "
                                + NOTHING);
    }
}
