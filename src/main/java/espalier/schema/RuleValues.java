package espalier.schema;

import espalier.cel.Values;
import espalier.schema.Shape.Fields;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of an object as rules see it: fields by names that are identifiers, texts as what their format says they are. */
final class RuleValues {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private final Seen seen;

    /** @param seen is told when somebody looks at what Flux will replace */
    RuleValues(Seen seen) {
        this.seen = seen;
    }

    /** @param shape of {@code value}, or null where nothing is known of it */
    Object of(Value value, @Nullable Shape shape) {
        if (value instanceof Mapping mapping) {
            return fields(mapping, shape);
        }
        if (value instanceof Sequence sequence) {
            return items(sequence, shape);
        }
        return leaf((Leaf) value, shape);
    }

    private Object fields(Mapping mapping, @Nullable Shape shape) {
        Fields fields = shape == null || !shape.hasBelow() ? null : shape.fields();
        boolean isMap = fields == null || fields.names().isEmpty();
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < mapping.size(); i++) {
            String key = mapping.keyAt(i);
            Value value = mapping.valueAt(i);
            if (!isMap && Leaves.isNull(value)) {
                continue; // the same as a missing field
            }
            Shape field = fields == null ? null : fields.get(key);
            String name = isMap ? key : identifier(key);
            values.put(name, of(value, field != null || fields == null ? field : fields.element));
            if (isReplaced(value)) {
                replaced.add(name);
            }
        }
        return replaced.isEmpty() ? values : seen.new OfMapping(values, replaced);
    }

    private Object items(Sequence sequence, @Nullable Shape shape) {
        Shape element = shape == null || !shape.hasBelow() ? null : shape.fields().element;
        List<Object> values = new ArrayList<>(sequence.size());
        boolean isReplaced = false;
        for (Value value : sequence) {
            values.add(of(value, element));
            isReplaced |= isReplaced(value);
        }
        return isReplaced ? seen.new OfList(values) : values;
    }

    /** Whether Flux will put something else in the place of {@code value}. */
    static boolean isReplaced(Value value) {
        return value instanceof Leaf leaf && Leaves.isReplaced(leaf.text());
    }

    private static Object leaf(Leaf leaf, @Nullable Shape shape) {
        String text = leaf.text();
        return switch (Leaves.type(leaf, text)) {
            case Shape.STRING -> shape == null ? text : Values.of(text, shape.format);
            case Shape.BOOLEAN -> Boolean.valueOf(text);
            case Shape.NULL -> Values.NULL;
            default -> number(new BigDecimal(text), shape);
        };
    }

    /** What its schema calls a number is none of the integers, whatever it looks like. */
    private static Object number(BigDecimal number, @Nullable Shape shape) {
        boolean isReal = shape != null && (shape.types & Shape.NUMBER) != 0;
        boolean isWhole = number.stripTrailingZeros().scale() <= 0
                && number.toBigInteger().bitLength() < Long.SIZE;
        if (isReal || !isWhole) {
            return number.doubleValue();
        }
        return number.longValueExact();
    }

    /** {@code key} as an expression names it: {@code __namespace__}, {@code a__dash__b}. */
    private static String identifier(String key) {
        if (RESERVED.contains(key)) {
            return "__" + key + "__";
        }
        boolean isPlain = !key.contains("__");
        for (int i = 0; i < key.length() && isPlain; i++) {
            isPlain = ".-/".indexOf(key.charAt(i)) < 0;
        }
        return isPlain
                ? key
                : key.replace("__", "__underscores__")
                        .replace(".", "__dot__")
                        .replace("-", "__dash__")
                        .replace("/", "__slash__");
    }
}
