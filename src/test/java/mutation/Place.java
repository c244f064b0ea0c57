package mutation;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a text in an object: a leaf, a part of a leaf, or a key of somebody's data.
 *
 * @param object the number of the object, in tree order
 * @param steps the way down to it, keys and numbers of elements
 * @param isKey whether it is the key itself that the last step names, and not its value
 * @param isNumber whether it is a number, and no string
 * @param start where the text begins in the leaf
 * @param text what stands there
 * @param beside what is called the name of it in the same element of a list, as that of a variable; null where there is none
 * @param isPart whether it is the host or the port of an address in a longer text
 */
record Place(
        int object,
        List<Object> steps,
        boolean isKey,
        boolean isNumber,
        int start,
        String text,
        @Nullable String beside,
        boolean isPart) {

    /** Puts {@code broken} in the place of the text; nothing else changes, however the object was put together. */
    void breakIn(KubernetesObject owner, String broken) {
        Mapping body = owner.body();
        for (String key : body.keys()) {
            body.put(key, body.valueAt(body.keys().indexOf(key)).copy()); // constructs may share what they wrote
        }
        Value above = body;
        for (Object step : steps.subList(0, steps.size() - 1)) {
            above = child(above, step);
        }
        Object last = steps.get(steps.size() - 1);
        if (isKey) {
            rename((Mapping) above, (String) last, broken);
        } else if (above instanceof Mapping mapping) {
            mapping.put((String) last, changed(Places.read(owner, (Leaf) child(above, last)), broken));
        } else if (above instanceof Sequence sequence) {
            sequence.set((Integer) last, changed(Places.read(owner, (Leaf) child(above, last)), broken));
        }
    }

    private static Value child(Value above, Object step) {
        Value child =
                step instanceof Integer index ? ((Sequence) above).get(index) : ((Mapping) above).get((String) step);
        if (child == null) {
            throw new IllegalStateException("no " + step + " in " + above);
        }
        return child;
    }

    private Value changed(Leaf leaf, String broken) {
        String whole = leaf.text();
        String text = whole.substring(0, start) + broken + whole.substring(start + this.text.length());
        return leaf.isString() ? Scalar.of(text) : Scalar.of(Long.valueOf(text));
    }

    private static void rename(Mapping mapping, String key, String broken) {
        var keys = new ArrayList<>(mapping.keys());
        var values = new ArrayList<Value>();
        for (String each : keys) {
            values.add(child(mapping, each));
            mapping.remove(each);
        }
        for (int i = 0; i < keys.size(); i++) {
            mapping.put(keys.get(i).equals(key) ? broken : keys.get(i), values.get(i));
        }
    }

    /** The steps with the elements of lists made equal, but for pairs of name and value: {@code spec.containers[].env[A].value}. */
    String pattern() {
        var pattern = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Object step = steps.get(i);
            if (step instanceof Integer) {
                pattern.append(beside != null && i == steps.size() - 2 ? "[" + beside + "]" : "[]");
            } else {
                pattern.append(pattern.length() == 0 ? "" : ".").append(step);
            }
        }
        return pattern.append(isKey ? " (key)" : "").toString();
    }
}
