package espalier.schema;

import espalier.rules.Schemas;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements of a list that the API server takes for one and the same. */
final class Duplicates {
    private Duplicates() {}

    static void find(Sequence sequence, Shape list, Place place, Complaints complaints) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < sequence.size(); i++) {
            Value element = sequence.get(i);
            Object identity = list.isSet ? element : identity(element, list);
            if (identity != null && !seen.add(identity)) {
                place.enter(list, i, element);
                String by = list.isSet ? "" : " of the same " + String.join(" and ", list.keys);
                complaints.other(Schemas.VALUE, "there is another one" + by + " in its list", "keep one of them");
                place.leave();
            }
        }
    }

    /** The values of the keys of the list; null where one is missing, so that nothing is known. */
    private static @Nullable Object identity(Value element, Shape list) {
        if (!(element instanceof Mapping mapping)) {
            return null;
        }
        var identity = new Sequence();
        for (String key : list.keys) {
            Value value = mapping.get(key);
            Shape elements = list.fields().element;
            Shape field = elements == null ? null : elements.fields().get(key);
            Value known = value == null && field != null ? field.fallback : value;
            if (known == null) {
                return null;
            }
            identity.add(known);
        }
        return identity;
    }
}
