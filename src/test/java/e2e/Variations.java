package e2e;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects of one kind mixed with each other: at each place one field more that another object, or another element of the list,
 * has there; or its value. Most rules are about what may stand together.
 */
final class Variations {
    private final Map<String, Map<String, Value>> fields = new LinkedHashMap<>();
    private final Map<String, List<Value>> values = new LinkedHashMap<>();

    /** @param objects of one kind, right as they are */
    Variations(List<Mapping> objects) {
        objects.forEach(object -> collect("", object.mapping("spec")));
    }

    private void collect(String pattern, Value value) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> {
                fields.computeIfAbsent(pattern, at -> new LinkedHashMap<>()).putIfAbsent(key, child);
                collect(pattern + "." + key, child);
            });
        } else if (value instanceof Sequence sequence) {
            sequence.forEach(item -> collect(pattern + "[]", item));
        } else {
            List<Value> known = values.computeIfAbsent(pattern, at -> new ArrayList<>());
            if (!known.contains(value)) {
                known.add(value);
            }
        }
    }

    /** All of {@code object} that differ from it in one thing. */
    List<Mapping> of(Mapping object) {
        var all = new ArrayList<Mapping>();
        vary(object, FieldPath.of("spec"), "", object.mapping("spec"), all);
        return all;
    }

    private void vary(Mapping object, FieldPath path, String pattern, Value value, List<Mapping> into) {
        if (value instanceof Mapping mapping) {
            fields.getOrDefault(pattern, Map.of()).forEach((key, other) -> {
                if (!mapping.has(key)) {
                    into.add(with(object, path.field(key), other));
                }
            });
            mapping.forEach((key, child) -> vary(object, path.field(key), pattern + "." + key, child, into));
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                vary(object, path.index(i), pattern + "[]", sequence.get(i), into);
            }
        } else if (value instanceof Leaf) {
            for (Value other : values.getOrDefault(pattern, List.of())) {
                if (!other.equals(value)) {
                    into.add(with(object, path, other));
                }
            }
        }
    }

    private static Mapping with(Mapping object, FieldPath path, Value value) {
        Mapping varied = object.copy();
        path.put(varied, value.copy());
        return varied;
    }
}
