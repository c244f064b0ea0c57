package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random strings and trees of nasty parts come back from every reader. The same ones in every run, unless {@code
 * -Dfuzz.seed=} says otherwise.
 */
@Tag("long")
class YamlFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20251121);

    private static final List<String> PARTS = AwkwardStrings.group("parts");
    /** Where numbers, dates and sexagesimals are found. */
    private static final List<String> DIGITS = AwkwardStrings.group("digits");

    private static final List<String> BEYOND_KUSTOMIZE = AwkwardStrings.group("partsBeyondKustomize");

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void stringsComeBackToSnakeYamlAndToUs() {
        List<Value> trees = AwkwardStringsTest.places(strings(6000, PARTS, DIGITS, BEYOND_KUSTOMIZE));
        assertReadBack(trees, YamlJudges.snakeYaml(trees));
        assertReadBack(trees, YamlJudges.ourReader(trees));
    }

    @Test
    void stringsAloneComeBackToSnakeYamlAndToUs() {
        List<Value> trees = strings(6000, PARTS, DIGITS, BEYOND_KUSTOMIZE).stream()
                .flatMap(text -> Stream.of(Scalar.of(text), Mapping.of(text, text), Sequence.of(text)))
                .map(Value.class::cast)
                .toList();
        assertReadBack(trees, YamlJudges.snakeYaml(trees));
        assertReadBack(trees, YamlJudges.ourReader(trees));
    }

    @Test
    void stringsComeBackToPyYaml() {
        var trees = new ArrayList<Value>();
        for (String text : strings(4000, PARTS, DIGITS, BEYOND_KUSTOMIZE)) {
            trees.add(Mapping.of("value", text).put(text, Sequence.of(text)));
        }
        assertReadBack(trees, YamlJudges.pyYaml(trees));
    }

    @Test
    void stringsComeBackThroughKustomize() {
        var trees = new ArrayList<Value>();
        for (String text : strings(4000, PARTS, DIGITS)) {
            trees.add(Mapping.of("value", text).put(AwkwardStrings.canBeKey(text) ? text : "key", Sequence.of(text)));
        }
        assertReadBack(trees, YamlJudges.kustomize(trees, folder));
    }

    @Test
    void treesComeBackToEveryReader() {
        var trees = new ArrayList<Value>();
        for (int i = 0; i < 1500; i++) {
            trees.add(random.nextBoolean() ? mapping(5) : sequence(5));
        }
        assertReadBack(trees, YamlJudges.snakeYaml(trees));
        assertReadBack(trees, YamlJudges.ourReader(trees));
        assertReadBack(trees, YamlJudges.pyYaml(trees));
        assertReadBack(trees, YamlJudges.kustomize(trees, folder));
    }

    private static void assertReadBack(List<Value> trees, List<Object> found) {
        assertThat(trees).as("-Dfuzz.seed=" + SEED).isNotEmpty();
        try {
            AwkwardStringsTest.assertReadBack(trees, found);
        } catch (AssertionError e) {
            throw new AssertionError("-Dfuzz.seed=" + SEED + " gives these: " + e.getMessage(), e);
        }
    }

    @SafeVarargs
    private List<String> strings(int count, List<String>... alphabets) {
        var strings = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            strings.add(string(alphabets));
        }
        return strings;
    }

    @SafeVarargs
    private String string(List<String>... alphabets) {
        List<String> main = alphabets[random.nextInt(2)];
        int length = random.nextInt(50) == 0 ? 60 + random.nextInt(100) : random.nextInt(9);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            List<String> parts = random.nextInt(40) == 0 ? alphabets[random.nextInt(alphabets.length)] : main;
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private Value tree(int depth) {
        List<Supplier<Value>> kinds = List.of(
                () -> Scalar.of(string(PARTS, DIGITS)),
                () -> Scalar.of(string(PARTS, DIGITS)).withComment(comment()),
                () -> Scalar.of(random.nextInt()).withComment(comment()),
                () -> Scalar.of(random.nextBoolean()),
                () -> Scalar.of(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20.0)),
                () -> Scalar.of(null),
                Mapping::new,
                Sequence::new,
                () -> mapping(depth - 1),
                () -> mapping(depth - 1),
                () -> sequence(depth - 1),
                () -> sequence(depth - 1));
        return kinds.get(random.nextInt(depth == 0 ? 8 : kinds.size())).get();
    }

    private Mapping mapping(int depth) {
        var mapping = new Mapping();
        for (int i = random.nextInt(6); i > 0; i--) {
            String key = string(PARTS, DIGITS);
            mapping.put(AwkwardStrings.canBeKey(key) ? key : "key", tree(depth));
        }
        return mapping;
    }

    private Sequence sequence(int depth) {
        var sequence = new Sequence();
        for (int i = random.nextInt(6); i > 0; i--) {
            sequence.add(tree(depth));
        }
        return sequence;
    }

    /** What bots read there, and what they would rather not. */
    private String comment() {
        return random.nextInt(3) == 0 ? string(PARTS, DIGITS) : "{\"$imagepolicy\": \"flux-system:app:tag\"}";
    }
}
