package espalier.check;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** A number without a fraction, as a field has it. */
public final class WholeNumber {
    private WholeNumber() {}

    /** The number at {@code key}, or null where there is none that can be read. */
    public static @Nullable Long at(Mapping mapping, String key) {
        return mapping.get(key) instanceof Leaf leaf ? parse(leaf.text()) : null;
    }

    public static @Nullable Long parse(String text) {
        boolean negative = text.startsWith("-");
        int from = negative ? 1 : 0;
        if (text.length() == from || text.length() > from + 18) {
            return null;
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            value = value * 10 + c - '0';
        }
        return negative ? -value : value;
    }

    public static boolean isPort(long number) {
        return number >= 1 && number <= 65535;
    }
}
