package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML that people write is read as kustomize reads it: which word is a number, what a merge gives, what is refused. */
class PlainWordsTest {
    @TempDir
    Path folder;

    @Test
    void wordsWithoutQuotesMeanWhatTheyMeanToKustomize() throws Exception {
        var text = new StringBuilder("apiVersion: awkward.example.com/v1\nkind: Awkward\nmetadata: {name: a}\nspec:\n");
        for (String word : AwkwardStrings.everywhere()) {
            if (standsAlone(word)) {
                text.append("  - ").append(word).append('\n');
            }
        }
        Files.writeString(folder.resolve("words.yaml"), text);
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [words.yaml]\n");
        String built = Tools.kustomize(folder).expectSuccess();
        List<?> words = (List<?>) content(text.toString()).get("spec");
        assertThat(words).hasSizeGreaterThan(100);
        assertThat(words).isEqualTo(content(built).get("spec"));
    }

    /** Dates and infinities apart: JSON has neither, kubectl reads a date as a word, and so do we. */
    private static boolean standsAlone(String word) {
        return word.matches("[-+.0-9a-zA-Z_~=<:]+")
                && !word.matches("[-+]?\\.(inf|nan)|---|-|\\.\\.\\.|.*:|:.*|[0-9]{4}-.*")
                && !word.matches("(?i)[-+]?\\.(inf|nan)")
                && word.length() < 100;
    }

    private static Map<?, ?> content(String text) {
        return (Map<?, ?>) YamlJudges.content(read(text));
    }

    private static Value read(String text) {
        return YamlReader.documents(text).get(0).value();
    }

    @Test
    void aDateStaysAWord() {
        assertThat(content("a: 2001-12-14").get("a")).isEqualTo("2001-12-14");
    }

    @Test
    void aMergeGivesWhatTheMappingDoesNotSay() {
        String text = "base: &base {a: 1, b: 2}\nover:\n  <<: *base\n  b: 3\n  \"c\": 4\n";
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Mapping.class,
                        mapping -> assertThat(mapping.mapping("over")).isEqualTo(read("{b: 3, c: 4, a: 1}")));
    }

    @Test
    void documentsKnowTheirLines() {
        assertThat(YamlReader.documents("# none\n---\na: 1\n---\n\n\nb: 2\n---\n"))
                .extracting(YamlReader.Document::line)
                .containsExactly(3, 7);
    }

    @Test
    void aTagIsObeyedOrRefused() {
        assertThat(content("a: !!str 1\nb: !!int \"2\"\nc: ! 3").values().toString())
                .isEqualTo("[1, 2, 3]");
        assertThat(content("a: !!str 1").get("a")).isEqualTo("1");
        assertRefused("a: 1\nb: !Ref x\n", 2, "Kubernetes knows no type !Ref");
        assertRefused("a: !!set {x, y}\n", 1, "Kubernetes knows no type tag:yaml.org,2002:set");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertRefused("a: 1\nb: 2\na: 3\n", 3, "the key \"a\" stands twice");
        assertRefused("a: 1\n? [b]\n: 2\n", 2, "a key is no scalar");
        assertRefused("a: 1\nb: c\u0007\n", 2, "it holds the character 7, which YAML does not allow");
        assertRefused("a: &x\n  b: *x\n", 1, "something contains itself");
        assertRefused("a: 1\nb: [\n", 3, "");
        assertRefused("a: *nobody\n", 1, "found undefined alias nobody");
        assertRefused("[".repeat(100_000), 1, "Nesting Depth exceeded max 200");
    }

    private static void assertRefused(String text, int line, String why) {
        assertThatThrownBy(() -> YamlReader.documents(text))
                .isInstanceOfSatisfying(
                        YamlReader.SyntaxException.class,
                        e -> assertThat(e.line()).as(text).isEqualTo(line))
                .hasMessageContaining(why);
    }
}
