package espalier.tree;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A string, number, boolean or null. */
public final class Scalar extends Leaf {
    private static final Scalar TRUE = new Scalar("true", false, null);
    private static final Scalar FALSE = new Scalar("false", false, null);
    private static final Scalar NULL = new Scalar("null", false, null);

    private final String text;
    private final boolean string;
    private final @Nullable String comment;

    private Scalar(String text, boolean string, @Nullable String comment) {
        this.text = text;
        this.string = string;
        this.comment = comment;
    }

    /**
     * A scalar of a Java value.
     *
     * @param value a string, character, number, boolean, enum constant or null
     * @throws IllegalArgumentException for anything else
     */
    public static Scalar of(@Nullable Object value) {
        if (value instanceof String text) {
            return new Scalar(text, true, null);
        }
        if (value instanceof Boolean truth) {
            return truth ? TRUE : FALSE;
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return new Scalar(decimal.toPlainString(), false, null);
        }
        if (value instanceof Number) {
            return new Scalar(value.toString(), false, null);
        }
        if (value == null) {
            return NULL;
        }
        if (value instanceof Enum<?> || value instanceof Character) {
            return new Scalar(value.toString(), true, null);
        }
        throw new IllegalArgumentException(
                "Tried to put a " + value.getClass().getName() + " into an object, but only strings, numbers, booleans,"
                        + " Texts, lists and Mappings can stand there");
    }

    private static Scalar number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Tried to write the number " + value + ", but JSON has no such number");
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return new Scalar(Long.toString((long) value), false, null);
        }
        return new Scalar(shortest(value), false, null);
    }

    /**
     * The shortest digits that are read back as {@code value}; {@link Double#toString} has them only since Java 19. PyYAML
     * takes an exponent only with a point before it and a sign.
     */
    private static String shortest(double value) {
        var exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -7 && exponent <= 20) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "") + digits.charAt(0) + "." + (digits.length() > 1 ? digits.substring(1) : "0") + "e"
                + (exponent < 0 ? "" : "+") + exponent;
    }

    /** The same value with {@code comment} behind it. */
    public Scalar withComment(String comment) {
        return new Scalar(text, string, comment);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean isString() {
        return string;
    }

    /** Whether this is YAML's null. */
    public boolean isNull() {
        return !string && text.equals("null");
    }

    @Override
    public @Nullable String comment() {
        return comment;
    }

    @Override
    public String toString() {
        return text;
    }
}
