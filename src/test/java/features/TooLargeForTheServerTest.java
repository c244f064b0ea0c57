package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.plan.Danger;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is larger than the API server takes is said to be refused, and so is all that its Kustomization does besides. */
class TooLargeForTheServerTest {
    private static final int MOST = 1 << 20;

    private static Plan plan(String kind, String field, String before, String after) {
        TreePair pair = TreePair.of("too-large", """
                 === web
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: other, namespace: web}
                -data: {colour: blue}
                +data: {colour: green}
                 ---
                 apiVersion: v1
                 kind: %s
                 metadata: {name: files, namespace: web}
                -%s: {file: "%s"}
                +%s: {file: "%s"}
                """.formatted(kind, field, before, field, after));
        return PlanTest.plan(pair.before(), pair.after());
    }

    private static String words(int bytes) {
        return "a".repeat(bytes);
    }

    private static String encoded(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static Step step(Plan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.object().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void isRefused(Plan plan, String kind) {
        Identity files = Identity.of("", kind, "web", "files");
        assertThat(plan.dangers())
                .contains(new Danger(
                        Danger.Sort.STUCK,
                        files,
                        "the API server refuses it, so that all of web fails: its values are 1048577 bytes, and it takes at"
                                + " most 1048576"));
        assertThat(step(plan, "files").deed()).isEqualTo(Deed.REFUSED);
        assertThat(step(plan, "other").heldBy()).isEqualTo(files);
    }

    private static void isTaken(Plan plan) {
        assertThat(plan.dangers()).noneMatch(danger -> danger.sort() == Danger.Sort.STUCK);
        assertThat(step(plan, "files").deed()).isEqualTo(Deed.CHANGED);
        assertThat(step(plan, "other").heldBy()).isNull();
    }

    @Test
    void words() {
        isRefused(plan("ConfigMap", "data", "a", words(MOST + 1)), "ConfigMap");
        isTaken(plan("ConfigMap", "data", "a", words(MOST)));
    }

    @Test
    void wordsThatTakeMoreBytesThanTheyHaveLetters() {
        isRefused(plan("ConfigMap", "data", "a", words(MOST - 8) + "é€😀"), "ConfigMap");
        isTaken(plan("ConfigMap", "data", "a", words(MOST - 9) + "é€😀"));
    }

    @Test
    void bytesCountAsWhatTheyEncode() {
        isRefused(plan("ConfigMap", "binaryData", encoded(1), encoded(MOST + 1)), "ConfigMap");
        isTaken(plan("ConfigMap", "binaryData", encoded(1), encoded(MOST)));
    }

    @Test
    void secrets() {
        isRefused(plan("Secret", "data", encoded(1), encoded(MOST + 1)), "Secret");
        isTaken(plan("Secret", "data", encoded(1), encoded(MOST)));
        isRefused(plan("Secret", "stringData", "a", words(MOST + 1)), "Secret");
    }

    @Test
    void aFileOfAGeneratedOne() {
        Plan plan = PlanTest.plan(generated(""), generated(words(MOST)));
        assertThat(plan.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.deed()).isEqualTo(Deed.REFUSED));
    }

    private static Map<String, String> generated(String more) {
        return Map.of(
                "dist/c/kustomization.yaml",
                "configMapGenerator: [{name: files, namespace: web, files: [file]}]",
                "dist/c/file",
                "a" + more);
    }
}
