package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A string comes back from every reader of YAML as what it was, wherever it stands. */
class AwkwardStringsTest {
    @TempDir
    Path folder;

    @Test
    void thereAreEnoughOfThem() {
        assertThat(AwkwardStrings.everywhere()).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    }

    @Test
    void snakeYamlReadsThem() {
        List<Value> trees = places(everything());
        assertReadBack(trees, YamlJudges.snakeYaml(trees));
    }

    @Test
    void ourReaderReadsThem() {
        List<Value> trees = places(everything());
        assertReadBack(trees, YamlJudges.ourReader(trees));
    }

    @Test
    void pyYamlReadsThem() {
        List<Value> trees = places(everything());
        assertReadBack(trees, YamlJudges.pyYaml(trees));
    }

    @Test
    void kustomizeCarriesThem() {
        List<String> all = AwkwardStrings.everywhere();
        List<Value> trees = places(all.stream().filter(AwkwardStrings::canBeKey).toList());
        trees.add(Sequence.of(all.toArray()));
        assertReadBack(trees, YamlJudges.kustomize(trees, folder));
    }

    /** kustomize knows the schema of these, and writes them in another way than a custom resource. */
    @Test
    void kustomizeCarriesThemInConfigMapsAndAnnotations() {
        var data = new Mapping();
        var annotations = new Mapping();
        for (String text : AwkwardStrings.everywhere()) {
            data.put("key-" + data.size(), text);
            if (!text.equals(
                    "\ta\nb")) { // kustomize writes an annotation that begins with a tab so that it cannot read it
                annotations.put("example.com/key-" + annotations.size(), text);
            }
        }
        Mapping object = YamlJudges.object("v1", "ConfigMap").put("data", data);
        object.child("metadata").put("annotations", annotations);
        assertThat(new LinkedHashMap<Object, Object>(YamlJudges.kustomize(object, folder)))
                .isEqualTo(YamlJudges.content(object));
    }

    @Test
    void aStringCanBeTheWholeDocument() {
        var trees = new ArrayList<Value>();
        for (String text : everything()) {
            trees.add(Scalar.of(text));
            trees.add(Sequence.of(text));
            trees.add(Mapping.of(text, text));
        }
        assertReadBack(trees, YamlJudges.snakeYaml(trees));
        assertReadBack(trees, YamlJudges.ourReader(trees));
    }

    private static List<String> everything() {
        var all = new ArrayList<>(AwkwardStrings.everywhere());
        all.addAll(AwkwardStrings.beyondKustomize());
        return all;
    }

    /** One tree per string, with the string everywhere in it: as key, value and element, in lists of lists and below them. */
    static List<Value> places(List<String> strings) {
        var trees = new ArrayList<Value>();
        for (String text : strings) {
            var last = Mapping.of("before", "x").put(text, text);
            var inner = Mapping.of(text, Sequence.of(text, last)).put("after", text);
            trees.add(Mapping.of("value", text)
                    .put("key", Mapping.of(text, "x").put("other", "y"))
                    .put("list", Sequence.of(text, "x", text))
                    .put("lists", Sequence.of(Sequence.of(Sequence.of(text), text), inner))
                    .put("onlyKey", Mapping.of(text, new Mapping()))
                    .put(
                            "deep",
                            Mapping.of("a", Sequence.of(Mapping.of("b", Mapping.of("c", Sequence.of(inner.copy())))))));
        }
        return trees;
    }

    static void assertReadBack(List<Value> trees, List<Object> found) {
        assertThat(found).hasSameSizeAs(trees);
        var wrong = new LinkedHashMap<String, String>();
        for (int i = 0; i < trees.size(); i++) {
            Object wanted = YamlJudges.content(trees.get(i));
            if (!wanted.equals(found.get(i))) {
                Object text = wanted instanceof Map<?, ?> map && map.containsKey("value") ? map.get("value") : wanted;
                wrong.put(
                        AwkwardStrings.shown(String.valueOf(text)), AwkwardStrings.shown(String.valueOf(found.get(i))));
            }
        }
        assertThat(wrong).as("what was written, and what was found instead").isEmpty();
    }
}
