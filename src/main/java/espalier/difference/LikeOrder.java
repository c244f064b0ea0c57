package espalier.difference;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts one state of an object into the order of the other, as far as that order means nothing. */
final class LikeOrder {
    private LikeOrder() {}

    /** {@code value} with its keys and its named elements in the order of {@code model}; what that has not comes where it was. */
    static Value of(@Nullable String field, Value value, Value model) {
        if (value instanceof Mapping mapping && model instanceof Mapping like) {
            return mapping(mapping, like);
        }
        if (value instanceof Sequence items && model instanceof Sequence like) {
            ListKeys.Key key = ListKeys.of(field, items, like);
            return key == null || ListKeys.isOrdered(field, like) ? items : sequence(key, items, like);
        }
        return value;
    }

    private static Mapping mapping(Mapping mapping, Mapping like) {
        Map<String, Value> children = new LinkedHashMap<>();
        mapping.forEach(children::put);
        Map<String, Value> models = new LinkedHashMap<>();
        like.forEach(models::put);
        var ordered = new Mapping();
        merge(children, models).forEach((key, child) -> {
            Value model = models.get(key);
            ordered.put(key, model == null ? child : of(key, child, model));
        });
        return ordered;
    }

    private static Sequence sequence(ListKeys.Key key, Sequence items, Sequence like) {
        Map<String, Value> children = new LinkedHashMap<>();
        items.forEach(item -> children.put(key.of(item), item));
        Map<String, Value> models = new LinkedHashMap<>();
        like.forEach(item -> models.put(key.of(item), item));
        var ordered = new Sequence();
        merge(children, models).forEach((name, child) -> {
            Value model = models.get(name);
            ordered.add(model == null ? child : of(null, child, model));
        });
        return ordered;
    }

    /** {@code children} in the order of {@code models}; one that is not there, behind the one that it stood behind. */
    private static Map<String, Value> merge(Map<String, Value> children, Map<String, Value> models) {
        Map<String, Map<String, Value>> behind = new HashMap<>();
        String last = "";
        for (Map.Entry<String, Value> child : children.entrySet()) {
            if (models.containsKey(child.getKey())) {
                last = "/" + child.getKey();
            } else {
                behind.computeIfAbsent(last, none -> new LinkedHashMap<>()).put(child.getKey(), child.getValue());
            }
        }
        Map<String, Value> merged = new LinkedHashMap<>(behind.getOrDefault("", Map.of()));
        for (String name : models.keySet()) {
            Value child = children.get(name);
            if (child != null) {
                merged.put(name, child);
                merged.putAll(behind.getOrDefault("/" + name, Map.of()));
            }
        }
        return merged;
    }
}
