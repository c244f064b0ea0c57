package infra.packaging;

import espalier.Text;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Copies what an object says into the values of its release, of which references are looked for only in the object. */
public final class Copies {
    /** In quotes that neither YAML nor Go's templates change in a string of the other. */
    private static final String OPENING = "{{ `{{` }}";

    private final String namespace;

    /** @param namespace where the object stands */
    public Copies(String namespace) {
        this.namespace = namespace;
    }

    /** {@code value} for a place that the chart takes as it is. */
    public Value plain(Value value) {
        return copy(value, false);
    }

    /** {@code value} for a place that the chart reads as a template: what begins an action there is written by one. */
    public Value templated(Value value) {
        return copy(value, true);
    }

    /** Puts {@link #plain} of {@code value} at {@code key}, if there is one. */
    public void put(Mapping into, String key, @Nullable Value value) {
        if (value != null) {
            into.put(key, plain(value));
        }
    }

    /** Puts {@link #templated} of {@code value} at {@code key}, if there is one. */
    public void putTemplated(Mapping into, String key, @Nullable Value value) {
        if (value != null) {
            into.put(key, templated(value));
        }
    }

    private Value copy(Value value, boolean templated) {
        if (value instanceof Mapping mapping) {
            var copy = new Mapping();
            for (int i = 0; i < mapping.size(); i++) {
                copy.put(mapping.keyAt(i), copy(mapping.valueAt(i), templated));
            }
            return copy;
        }
        if (value instanceof Sequence sequence) {
            var copy = new Sequence();
            for (Value item : sequence) {
                copy.add(copy(item, templated));
            }
            return copy;
        }
        if (value instanceof Text text) {
            Text quoted = text.quotedIn(namespace);
            return templated ? quoted.mapLiterals(Copies::escaped) : quoted;
        }
        boolean opens = templated
                && value instanceof Leaf leaf
                && leaf.isString()
                && leaf.text().contains("{{");
        return opens ? Scalar.of(escaped(((Leaf) value).text())) : value;
    }

    private static String escaped(String literal) {
        return literal.replace("{{", OPENING);
    }
}
