package espalier.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code "%s has %d".format([…])} of CEL's strings, version 2. */
final class TextFormat {
    private TextFormat() {}

    /** {@code pattern} with {@code values} in the place of what begins with a percent sign. */
    static String of(String pattern, List<?> values) throws CelEvaluationException {
        var text = new StringBuilder();
        int next = 0;
        int at = 0;
        int percent = pattern.indexOf('%');
        while (percent >= 0) {
            text.append(pattern, at, percent);
            int end = percent + 1;
            while (end < pattern.length() && (pattern.charAt(end) == '.' || Character.isDigit(pattern.charAt(end)))) {
                end++;
            }
            char verb = end < pattern.length() ? pattern.charAt(end) : ' ';
            int places = end > percent + 2 ? Integer.parseInt(pattern, percent + 2, end, 10) : 6;
            if (verb == '%') {
                text.append('%');
            } else if (next == values.size()) {
                throw Library.refused("index " + next + " out of range");
            } else {
                text.append(one(verb, places, values.get(next++)));
            }
            at = Math.min(end + 1, pattern.length());
            percent = pattern.indexOf('%', at);
        }
        return text.append(pattern, at, pattern.length()).toString();
    }

    private static String one(char verb, int places, Object value) throws CelEvaluationException {
        String text = switch (verb) {
            case 's' -> shown(value);
            case 'd' -> value instanceof Number ? shown(value) : null;
            case 'f' -> value instanceof Number number ? fixed(number, places) : null;
            case 'e' ->
                value instanceof Number number
                        ? String.format(Locale.ROOT, "%." + places + "e", number.doubleValue())
                        : null;
            case 'b' ->
                value instanceof Boolean truth
                        ? truth ? "1" : "0"
                        : value instanceof Long number ? Long.toString(number, 2) : null;
            case 'o' -> value instanceof Long number ? Long.toString(number, 8) : null;
            case 'x' -> hex(value);
            case 'X' -> hex(value).toUpperCase(Locale.ROOT);
            default -> throw Library.refused("unrecognized formatting clause \"" + verb + "\"");
        };
        if (text == null) {
            throw Library.refused("%" + verb + " cannot show " + shown(value));
        }
        return text;
    }

    private static String fixed(Number number, int places) {
        return BigDecimal.valueOf(number.doubleValue())
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String hex(Object value) throws CelEvaluationException {
        if (value instanceof Long number) {
            return Long.toString(number, 16);
        }
        byte[] bytes;
        if (value instanceof String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof CelByteString string) {
            bytes = string.toByteArray();
        } else {
            throw Library.refused("%x cannot show " + shown(value));
        }
        var hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return hex.toString();
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            var items = new ArrayList<String>();
            list.forEach(item -> items.add(shown(item)));
            return "[" + String.join(", ", items) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new TreeMap<String, String>();
            map.forEach((key, item) -> entries.put(shown(key), shown(item)));
            var items = new ArrayList<String>();
            entries.forEach((key, item) -> items.add(key + ": " + item));
            return "{" + String.join(", ", items) + "}";
        }
        if (value instanceof Double number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Duration duration) {
            return BigDecimal.valueOf(duration.toNanos(), 9)
                            .stripTrailingZeros()
                            .toPlainString() + "s";
        }
        if (value instanceof CelByteString bytes) {
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        }
        return value instanceof NullValue ? "null" : value.toString();
    }
}
