package espalier.yaml;

import espalier.tree.Scalar;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What words without quotes mean to go-yaml v3, and so to kustomize and Flux: {@code 0755} and {@code 0o755} are 493,
 * {@code 1_000} and {@code 1e3} are numbers; {@code no}, {@code 1:30} and {@code =} are words. A date is left a word, as
 * kubectl has it.
 */
final class PlainWords extends Resolver {
    /** What SnakeYAML gives to a scalar that has neither quotes nor a tag of its own. */
    static final Tag PLAIN = new Tag("!plain");

    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final Pattern STRAY_UNDERSCORE = Pattern.compile("(?<![0-9])_|_(?![0-9])");

    @Override
    protected void addImplicitResolvers() {
        // None of SnakeYAML's own, which follow YAML 1.1.
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }

    static Scalar scalar(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL" -> {
                return Scalar.of(null);
            }
            case "true", "True", "TRUE" -> {
                return Scalar.of(true);
            }
            case "false", "False", "FALSE" -> {
                return Scalar.of(false);
            }
            default -> {
                Number number = mayBeNumber(text) ? number(text.replace("_", "")) : null;
                return Scalar.of(number == null ? text : number);
            }
        }
    }

    /** After a point at the front, go-yaml takes underscores only between digits; elsewhere, it leaves them out. */
    private static boolean mayBeNumber(String text) {
        char first = text.charAt(0);
        return first == '.' ? !STRAY_UNDERSCORE.matcher(text).find() : "+-0123456789".indexOf(first) >= 0;
    }

    private static @Nullable Number number(String text) {
        BigInteger integer = integer(text);
        if (integer != null && integer.bitLength() <= (integer.signum() < 0 ? 63 : 64)) {
            return integer;
        }
        if (FLOAT.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? null : value;
        }
        return null;
    }

    private static @Nullable BigInteger integer(String text) {
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        String digits = text.substring(sign);
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> -8;
            };
            digits = digits.substring(radix > 0 ? 2 : 1);
        }
        if (digits.isEmpty() || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
            return null;
        }
        try {
            return new BigInteger(text.startsWith("-") ? "-" + digits : digits, Math.abs(radix));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
