package espalier.schema;

import espalier.tree.Leaf;
import espalier.tree.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a leaf's shape demands besides the type: each method gives it in words where it is not met, otherwise null. */
final class Amounts {
    private static final BigDecimal INT32_MOST = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal INT32_LEAST = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal INT64_MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal INT64_LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

    private Amounts() {}

    /** What {@code leaf}, whose text is {@code text}, must be. */
    static @Nullable String obstacle(Leaf leaf, String text, Shape shape, Patterns patterns) {
        if (shape.values != null && !holds(shape.values, leaf) && !(shape.mayBeBlank && text.isEmpty())) {
            return "one of " + shown(shape.values);
        }
        if (leaf.isString()) {
            String pattern = shape.pattern;
            String length = shape.limits == null ? null : length(text, shape.limits);
            if (length != null) {
                return length;
            }
            if (pattern != null && !patterns.matches(pattern, text)) {
                return "text that matches " + pattern;
            }
            return shape.format == null ? null : Formats.obstacle(shape.format, text);
        }
        boolean isNumber = (Leaves.type(leaf, text) & (Shape.INTEGER | Shape.NUMBER)) != 0;
        return isNumber ? number(text, shape) : null;
    }

    private static boolean holds(Iterable<Value> values, Leaf leaf) {
        for (Value value : values) {
            if (value.equals(leaf)) {
                return true;
            }
        }
        return false;
    }

    private static String shown(Iterable<Value> values) {
        var text = new StringBuilder();
        for (Value value : values) {
            text.append(text.length() == 0 ? "" : ", ");
            boolean isEmpty = value instanceof Leaf leaf && leaf.text().isEmpty();
            text.append(isEmpty ? "\"\"" : value.toString());
        }
        return text.toString();
    }

    private static @Nullable String length(String text, Limits limits) {
        int length = text.codePointCount(0, text.length());
        if (length < limits.shortest) {
            return limits.shortest == 1 ? "no empty text" : "at least " + limits.shortest + " characters long";
        }
        return limits.longest >= 0 && length > limits.longest
                ? "at most " + limits.longest + " characters long, not " + length
                : null;
    }

    private static @Nullable String number(String text, Shape shape) {
        if (text.length() < 10 && shape.limits == null && text.indexOf('.') < 0) {
            return null; // fits into 32 bits
        }
        var number = new BigDecimal(text);
        Limits limits = shape.limits;
        if (limits != null) {
            String range = range(number, limits);
            if (range != null) {
                return range;
            }
        }
        if ("int32".equals(shape.format) && isOutside(number, INT32_LEAST, INT32_MOST)) {
            return "a number of 32 bits, from " + INT32_LEAST + " to " + INT32_MOST;
        }
        boolean isTooLarge = "int64".equals(shape.format) && isOutside(number, INT64_LEAST, INT64_MOST);
        return isTooLarge ? "a number of 64 bits, from " + INT64_LEAST + " to " + INT64_MOST : null;
    }

    private static boolean isOutside(BigDecimal number, BigDecimal least, BigDecimal most) {
        return number.compareTo(least) < 0 || number.compareTo(most) > 0;
    }

    private static @Nullable String range(BigDecimal number, Limits limits) {
        BigDecimal least = limits.least;
        BigDecimal most = limits.most;
        if (least != null && number.compareTo(least) < (limits.isAboveLeast ? 1 : 0)) {
            return (limits.isAboveLeast ? "more than " : "at least ") + least.toPlainString();
        }
        if (most != null && number.compareTo(most) > (limits.isBelowMost ? -1 : 0)) {
            return (limits.isBelowMost ? "less than " : "at most ") + most.toPlainString();
        }
        BigDecimal step = limits.multipleOf;
        return step != null && number.remainder(step).signum() != 0 ? "a multiple of " + step.toPlainString() : null;
    }

    /** What the {@code count} things of a list or mapping must be, which are called {@code noun}. */
    static @Nullable String count(int count, int fewest, int most, String noun) {
        if (count < fewest) {
            return "at least " + fewest + " " + noun + (fewest == 1 ? "" : "s");
        }
        return most >= 0 && count > most ? "at most " + most + " " + noun + (most == 1 ? "" : "s") : null;
    }
}
