package espalier.cel;

import static espalier.cel.Library.REAL;
import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TRUTH;
import static espalier.cel.Library.WHOLE;
import static espalier.cel.Library.refused;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code quantity("1.5Gi")} and what can be asked of it. */
final class QuantityFunctions {
    private static final Library.Type QUANTITY = Library.Type.own("Quantity", Quantity.class);

    private QuantityFunctions() {}

    /** Equal where it is as much, however it is written; but {@code 1000m} is no integer to Kubernetes, and {@code 1} is one. */
    static final class Quantity implements Comparable<Quantity> {
        private static final Pattern SYNTAX =
                Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))([numkMGTPE]?|[KMGTPE]i|[eE][+-]?[0-9]{1,3})");
        private static final String DECIMAL = "kMGTPE";
        private static final String BINARY = "KMGTPE";
        private static final String SMALL = "mun";

        /** What is smaller is rounded up to one of this many places. */
        private static final int MOST_PLACES = 9;

        private final BigDecimal amount;

        private Quantity(BigDecimal amount) {
            this.amount = amount.scale() > MOST_PLACES ? amount.setScale(MOST_PLACES, RoundingMode.UP) : amount;
        }

        static @Nullable Quantity parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            return matcher.matches() ? new Quantity(scaled(new BigDecimal(matcher.group(1)), matcher.group(2))) : null;
        }

        BigDecimal amount() {
            return amount;
        }

        private static BigDecimal scaled(BigDecimal number, String suffix) {
            if (suffix.isEmpty()) {
                return number;
            }
            char first = suffix.charAt(0);
            if (suffix.endsWith("i")) {
                return number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * (BINARY.indexOf(first) + 1))));
            }
            if (SMALL.indexOf(first) >= 0) {
                return number.scaleByPowerOfTen(-3 * (SMALL.indexOf(first) + 1));
            }
            boolean isExponent = suffix.length() > 1;
            return number.scaleByPowerOfTen(
                    isExponent ? Integer.parseInt(suffix.substring(1)) : 3 * (DECIMAL.indexOf(first) + 1));
        }

        @Override
        public int compareTo(Quantity other) {
            return amount.compareTo(other.amount);
        }

        Quantity plus(BigDecimal more) {
            return new Quantity(amount.add(more));
        }

        boolean isWhole() {
            return amount.scale() <= 0 && amount.toBigInteger().bitLength() < Long.SIZE;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Quantity quantity && compareTo(quantity) == 0;
        }

        @Override
        public int hashCode() {
            return amount.stripTrailingZeros().hashCode();
        }
    }

    static void addTo(Library library) {
        library.function("quantity", QUANTITY, args -> quantity((String) args[0]), TEXT)
                .function("isQuantity", TRUTH, args -> Quantity.parse((String) args[0]) != null, TEXT)
                .function("sign", WHOLE, args -> (long) of(args[0]).amount().signum(), QUANTITY)
                .method("isInteger", TRUTH, args -> of(args[0]).isWhole(), QUANTITY)
                .method("asInteger", WHOLE, args -> whole(of(args[0])), QUANTITY)
                .method("asApproximateFloat", REAL, args -> of(args[0]).amount().doubleValue(), QUANTITY)
                .method("isGreaterThan", TRUTH, args -> compare(args) > 0, QUANTITY, QUANTITY)
                .method("isLessThan", TRUTH, args -> compare(args) < 0, QUANTITY, QUANTITY)
                .method("compareTo", WHOLE, args -> (long) compare(args), QUANTITY, QUANTITY)
                .method("add", QUANTITY, args -> of(args[0]).plus(of(args[1]).amount()), QUANTITY, QUANTITY)
                .method("add", QUANTITY, args -> of(args[0]).plus(number(args[1])), QUANTITY, WHOLE)
                .method(
                        "sub",
                        QUANTITY,
                        args -> of(args[0]).plus(of(args[1]).amount().negate()),
                        QUANTITY,
                        QUANTITY)
                .method(
                        "sub",
                        QUANTITY,
                        args -> of(args[0]).plus(number(args[1]).negate()),
                        QUANTITY,
                        WHOLE);
    }

    private static Quantity quantity(String text) throws CelEvaluationException {
        Quantity quantity = Quantity.parse(text);
        if (quantity == null) {
            throw refused("\"" + text + "\" is no quantity");
        }
        return quantity;
    }

    private static Quantity of(Object argument) {
        return (Quantity) argument;
    }

    private static BigDecimal number(Object argument) {
        return BigDecimal.valueOf((Long) argument);
    }

    private static int compare(Object... args) {
        return of(args[0]).compareTo(of(args[1]));
    }

    private static long whole(Quantity quantity) throws CelEvaluationException {
        if (!quantity.isWhole()) {
            throw refused("cannot convert value to integer");
        }
        return quantity.amount().longValueExact();
    }
}
