package espalier.check.images;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions as the semver policy of Flux reads it: {@code 1.x}, {@code ~1.2.0}, {@code ^2}, {@code >=1.2.0 <3.0.0},
 * {@code 1.2 - 1.4}, with {@code ||} between alternatives. Facts from {@code Masterminds/semver}.
 */
final class VersionRange {
    private static final String[] SIGNS = {">=", "=>", "<=", "=<", "!=", "~>", ">", "<", "=", "~", "^"};

    private final List<List<Part>> alternatives;

    /** What lies from {@code first} on and before {@code end}, or all but that. */
    private static final class Part {
        private final long[] first;
        private final long[] end;
        private final boolean inside;

        Part(long[] first, long[] end, boolean inside) {
            this.first = first;
            this.end = end;
            this.inside = inside;
        }

        boolean holds(long[] version) {
            return (compare(version, first) >= 0 && compare(version, end) < 0) == inside;
        }
    }

    private VersionRange(List<List<Part>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Null where {@code text} is no range. */
    static @Nullable VersionRange of(String text) {
        var alternatives = new ArrayList<List<Part>>(1);
        for (String alternative : text.split("\\|\\|", -1)) {
            List<Part> parts = parts(alternative.trim());
            if (parts == null) {
                return null;
            }
            alternatives.add(parts);
        }
        return new VersionRange(alternatives);
    }

    private static @Nullable List<Part> parts(String text) {
        var parts = new ArrayList<Part>(2);
        String[] words = text.replace(',', ' ').trim().split(" +", -1);
        for (int i = 0; i < words.length; i++) {
            boolean isSpan = i + 2 < words.length && words[i + 1].equals("-");
            String sign = isSpan ? ">=" : sign(words[i]);
            boolean isAlone = words[i].equals(sign) && i + 1 < words.length; // as in ">= 1.2"
            Part part = part(sign, isAlone ? words[++i] : words[i].substring(isSpan ? 0 : sign.length()));
            if (part == null) {
                return null;
            }
            parts.add(part);
            if (isSpan) {
                Part last = part("<=", words[i + 2]);
                if (last == null) {
                    return null;
                }
                parts.add(last);
                i += 2;
            }
        }
        return parts;
    }

    private static String sign(String word) {
        for (String sign : SIGNS) {
            if (word.startsWith(sign)) {
                return sign;
            }
        }
        return "";
    }

    private static @Nullable Part part(String sign, String text) {
        long[] version = {0, 0, 0};
        int given = given(text, version);
        if (given < 0) {
            return null;
        }
        long[] next = given == 0 ? highest() : after(version, given - 1);
        return switch (sign) {
            case ">" -> new Part(next, highest(), true);
            case ">=", "=>" -> new Part(version, highest(), true);
            case "<" -> new Part(new long[3], version, true);
            case "<=", "=<" -> new Part(new long[3], next, true);
            case "!=" -> new Part(version, next, false);
            case "~", "~>" -> new Part(version, given == 0 ? next : after(version, Math.min(given - 1, 1)), true);
            case "^" -> new Part(version, given == 0 ? next : after(version, firstThatCounts(version, given)), true);
            default -> new Part(version, next, true);
        };
    }

    /** How many of the numbers {@code text} gives, which come to stand in {@code version}; -1 where it is no version. */
    private static int given(String text, long[] version) {
        String core = text.startsWith("v") ? text.substring(1) : text;
        int end = core.length();
        for (int i = 0; i < core.length() && end == core.length(); i++) {
            end = core.charAt(i) == '-' || core.charAt(i) == '+' ? i : end;
        }
        String[] numbers = core.substring(0, end).split("\\.", -1);
        if (numbers.length > 3) {
            return -1;
        }
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i].equals("x") || numbers[i].equals("X") || numbers[i].equals("*")) {
                return i;
            }
            version[i] = TagRule.number(numbers[i]);
            if (version[i] < 0) {
                return -1;
            }
        }
        return numbers.length;
    }

    private static int firstThatCounts(long[] version, int given) {
        for (int i = 0; i < given; i++) {
            if (version[i] > 0) {
                return i;
            }
        }
        return given - 1;
    }

    /** The first version that differs from {@code version} in the number {@code at} or before it. */
    private static long[] after(long[] version, int at) {
        long[] next = new long[3];
        System.arraycopy(version, 0, next, 0, at);
        next[at] = version[at] + 1;
        return next;
    }

    private static long[] highest() {
        return new long[] {Long.MAX_VALUE, 0, 0};
    }

    private static int compare(long[] one, long[] other) {
        for (int i = 0; i < one.length; i++) {
            if (one[i] != other[i]) {
                return Long.compare(one[i], other[i]);
            }
        }
        return 0;
    }

    /** Whether the version of these three numbers lies in it. */
    boolean holds(long... version) {
        for (List<Part> alternative : alternatives) {
            boolean all = true;
            for (Part part : alternative) {
                all &= part.holds(version);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
