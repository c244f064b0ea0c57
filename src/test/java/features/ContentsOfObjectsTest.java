package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.kubernetes.CustomResource;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Checks look only into objects in which they can find something: none that holds it may be passed by. */
class ContentsOfObjectsTest {
    /** Values of which each holds something that a check looks for, and some that hold nothing. */
    private static final List<Value> VALUES = List.of(
            Scalar.of(null),
            Scalar.of("null"),
            Scalar.of("caf\u00e9"),
            Scalar.of("a\u007f"),
            Scalar.of("http://web"),
            Scalar.of("see web.media.svc"),
            Scalar.of("web:80"),
            Mapping.of("<<", "x"),
            Mapping.of("k".repeat(1001), "x"),
            Mapping.of("cl\u00e9", "x"),
            Mapping.of("env", Sequence.of(Mapping.of("name", "HOST").put("value", "web"))),
            Mapping.of("args", Sequence.of("web:80")),
            Mapping.of("command", Sequence.of("web:80")),
            Mapping.of("data", Mapping.of("HOST", "web")),
            Mapping.of("matchExpressions", Sequence.of(Mapping.of("key", "a"))),
            Sequence.of(Sequence.of(Mapping.of("deep", Scalar.of(null)))));

    @Test
    void whatever_holds_something_is_among_those_that_may() {
        Compilation compilation = Compiled.stage(apps -> {
            for (int i = 0; i < VALUES.size(); i++) {
                Value value = VALUES.get(i);
                new CustomResource(apps, "thing-" + i, "example.com/v1", "Thing", r -> r.spec("field", value));
            }
        });
        ObjectGraph graph = compilation.order().graph();
        for (KubernetesObject object : graph.objects()) {
            for (Content content : Content.values()) {
                boolean holds = any("", object.body(), (key, value) -> isIt(content, key, value));
                assertThat(graph.holding(content).contains(object))
                        .as("%s of %s: %s", content, object, object.body())
                        .isEqualTo(holds);
            }
        }
    }

    @Test
    void each_is_told_once_and_in_the_order_of_the_tree() {
        for (Compilation compilation : Compiled.all()) {
            ObjectGraph graph = compilation.order().graph();
            for (Content content : Content.values()) {
                var inOrder = new ArrayList<>(graph.objects());
                inOrder.retainAll(graph.holding(content));
                assertThat(graph.holding(content)).isEqualTo(inOrder);
            }
        }
    }

    private static boolean isIt(Content content, String key, Value value) {
        String text = value instanceof Leaf leaf && leaf.isString() ? leaf.text() : "";
        return switch (content) {
            case NULL -> value instanceof Scalar scalar && scalar.isNull();
            case ODD_TEXT -> isOdd(text) || isOdd(key) || key.equals("<<") || key.length() > 1000;
            case HOST ->
                text.contains("://")
                        || text.contains(".svc")
                        || value instanceof Sequence
                                && List.of("env", "args", "command").contains(key)
                        || value instanceof Mapping && key.equals("data");
            case EXPRESSIONS -> value instanceof Sequence && key.equals("matchExpressions");
        };
    }

    private static boolean isOdd(String text) {
        return text.chars().anyMatch(c -> c >= 0x7f);
    }

    private static boolean any(String key, Value value, BiPredicate<String, Value> test) {
        boolean found = test.test(key, value);
        if (value instanceof Mapping mapping) {
            for (String below : mapping.keys()) {
                found |= any(below, mapping.get(below), test);
            }
        } else if (value instanceof Sequence sequence) {
            for (Value item : sequence) {
                found |= any("", item, test);
            }
        }
        return found;
    }
}
