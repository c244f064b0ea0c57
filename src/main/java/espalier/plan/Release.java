package espalier.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag or version, as far as it has numbers: {@code v1.2.3-alpine} is {@code v}, 1, 2, 3 and {@code -alpine}.
 *
 * @param prefix what stands before the numbers
 * @param numbers as far as there are dots between them
 * @param suffix what stands behind
 */
record Release(String prefix, List<BigInteger> numbers, String suffix) {
    /** From there on a first number is a year or a build, and its change says nothing. */
    private static final BigInteger YEAR = BigInteger.valueOf(1000);

    /** How far apart two are. */
    enum Step {
        SAME,
        PATCH,
        MINOR,
        MAJOR,
        BACK,
        /** Of different sorts, or without numbers, so that nobody can tell. */
        UNKNOWN
    }

    static @Nullable Release parse(String text) {
        int start = 0;
        while (start < text.length() && !Character.isDigit(text.charAt(start))) {
            start++;
        }
        var numbers = new ArrayList<BigInteger>();
        int at = start;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            int end = at;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            numbers.add(new BigInteger(text.substring(at, end)));
            boolean more =
                    end + 1 < text.length() && text.charAt(end) == '.' && Character.isDigit(text.charAt(end + 1));
            at = more ? end + 1 : end;
            if (!more) {
                break;
            }
        }
        return numbers.isEmpty() ? null : new Release(text.substring(0, start), numbers, text.substring(at));
    }

    /** What it is from {@code before} to {@code after}. */
    static Step between(String before, String after) {
        if (before.equals(after)) {
            return Step.SAME;
        }
        Release old = parse(before);
        Release now = parse(after);
        if (old == null || now == null || !old.isOfTheSort(now)) {
            return Step.UNKNOWN;
        }
        int most = Math.max(old.numbers.size(), now.numbers.size());
        for (int i = 0; i < most; i++) {
            int order = now.number(i).compareTo(old.number(i));
            if (order != 0) {
                return order < 0 ? Step.BACK : step(i, old);
            }
        }
        return Step.PATCH; // only the suffix, as in 1.2.3-r4
    }

    /** Before 1.0 the second number is the one that may break; a year says nothing. */
    private static Step step(int position, Release old) {
        boolean zero = old.number(0).signum() == 0;
        boolean year = old.number(0).compareTo(YEAR) >= 0;
        return switch (position) {
            case 0 -> year ? Step.MINOR : Step.MAJOR;
            case 1 -> zero ? Step.MAJOR : Step.MINOR;
            default -> Step.PATCH;
        };
    }

    private BigInteger number(int position) {
        return position < numbers.size() ? numbers.get(position) : BigInteger.ZERO;
    }

    private boolean isOfTheSort(Release other) {
        return withoutV(prefix).equals(withoutV(other.prefix))
                && withoutNumbers(suffix).equals(withoutNumbers(other.suffix));
    }

    private static String withoutV(String prefix) {
        return prefix.equals("v") ? "" : prefix;
    }

    private static String withoutNumbers(String suffix) {
        var text = new StringBuilder();
        for (int i = 0; i < suffix.length(); i++) {
            char c = suffix.charAt(i);
            if (!Character.isDigit(c) && c != '.') {
                text.append(c);
            }
        }
        return text.toString();
    }
}
