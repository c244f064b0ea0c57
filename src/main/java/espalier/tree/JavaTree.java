package espalier.tree;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes maps, lists and values of Java, as libraries give JSON, for a tree. What is null in a map is left out. */
public final class JavaTree {
    private JavaTree() {}

    /** The tree of {@code value}. */
    public static Value of(@Nullable Object value) {
        return of(value, Scalar::of);
    }

    /**
     * The tree of {@code value}.
     *
     * @param string what is written for a string
     */
    public static Value of(@Nullable Object value, Function<String, Value> string) {
        if (value instanceof Map<?, ?> map) {
            var mapping = new Mapping();
            map.forEach((key, child) -> {
                if (child != null) {
                    mapping.put(String.valueOf(key), of(child, string));
                }
            });
            return mapping;
        }
        if (value instanceof List<?> list) {
            var sequence = new Sequence();
            list.forEach(child -> sequence.add(of(child, string)));
            return sequence;
        }
        return value instanceof String text ? string.apply(text) : Scalar.of(value);
    }
}
