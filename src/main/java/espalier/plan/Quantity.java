package espalier.plan;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An amount as Kubernetes writes it, such as {@code 500m} or {@code 2Gi}.
 *
 * @param text as it was written
 * @param amount in units of one
 */
record Quantity(String text, BigDecimal amount) implements Comparable<Quantity> {
    private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

    static @Nullable Quantity parse(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String suffix = text.substring(end);
        int binary = BINARY.indexOf(suffix);
        int decimal = DECIMAL.indexOf(suffix);
        try {
            var number = new BigDecimal(text.substring(0, end));
            if (binary >= 0) {
                return new Quantity(
                        text, number.multiply(BigDecimal.valueOf(1024).pow(binary + 1)));
            }
            return decimal < 0 ? null : new Quantity(text, number.scaleByPowerOfTen(3 * (decimal - 3)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public String toString() {
        return text;
    }
}
