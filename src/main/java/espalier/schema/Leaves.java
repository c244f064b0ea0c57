package espalier.schema;

import espalier.tree.Leaf;
import espalier.tree.Scalar;
import espalier.tree.Value;
import java.math.BigDecimal;

/** What the leaves of a tree are to a schema. */
final class Leaves {
    private Leaves() {}

    /** The one of {@link Shape}'s types that {@code leaf}, whose text is {@code text}, is of. */
    static int type(Leaf leaf, String text) {
        if (leaf.isString()) {
            return Shape.STRING;
        }
        return switch (text.charAt(0)) {
            case 't', 'f' -> Shape.BOOLEAN;
            case 'n' -> Shape.NULL;
            default -> isWhole(text) ? Shape.INTEGER : Shape.NUMBER;
        };
    }

    private static boolean isWhole(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
            }
        }
        return true;
    }

    /** Whether {@code value} is what an object from elsewhere has where it has nothing. */
    static boolean isNull(Value value) {
        return value instanceof Scalar scalar && scalar.isNull();
    }

    /** Whether Flux puts something else in the place of {@code text}: a variable's value, or what SOPS decrypts. */
    static boolean isReplaced(String text) {
        return text.contains("${") || text.startsWith("ENC[");
    }
}
