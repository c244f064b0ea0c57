package espalier.cel;

import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TRUTH;
import static espalier.cel.Library.WHOLE;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.runtime.CelEvaluationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code semver("1.2.3-rc.1")} and what can be asked of it. */
final class SemverFunctions {
    private static final Library.Type SEMVER = Library.Type.own("Semver", Semver.class);

    private SemverFunctions() {}

    /** A version; what stands behind a plus in it counts for nothing. */
    static final class Semver implements Comparable<Semver> {
        private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
        private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
        private static final Pattern SYNTAX = Pattern.compile(
                NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");

        private final long[] numbers = new long[3];
        private final String[] before;

        private Semver(Matcher matcher) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Long.parseLong(matcher.group(i + 1));
            }
            before = matcher.group(4) == null ? new String[0] : matcher.group(4).split("\\.");
        }

        static @Nullable Semver parse(String text, boolean isLenient) {
            Matcher matcher = SYNTAX.matcher(isLenient ? filledUp(text) : text);
            if (!matcher.matches()) {
                return null;
            }
            var version = new Semver(matcher);
            for (String part : version.before) {
                if (isNumber(part) && part.length() > 1 && part.startsWith("0")) {
                    return null;
                }
            }
            return version;
        }

        /** {@code v1.02} is 1.2.0. */
        private static String filledUp(String text) {
            String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
            String last = parts[parts.length - 1];
            if (parts.length < 3 && (last.contains("+") || last.contains("-"))) {
                return "";
            }
            var whole = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                whole.append(i > 0 ? "." : "").append(i < parts.length ? withoutZeros(parts[i]) : "0");
            }
            return whole.toString();
        }

        private static String withoutZeros(String part) {
            int at = 0;
            while (at < part.length() - 1 && part.charAt(at) == '0' && Character.isDigit(part.charAt(at + 1))) {
                at++;
            }
            return part.substring(at);
        }

        private static boolean isNumber(String part) {
            return part.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        long number(int which) {
            return numbers[which];
        }

        @Override
        public int compareTo(Semver other) {
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] != other.numbers[i]) {
                    return Long.compare(numbers[i], other.numbers[i]);
                }
            }
            if (before.length == 0 || other.before.length == 0) {
                return Integer.compare(other.before.length, before.length) > 0
                        ? 1
                        : before.length == other.before.length ? 0 : -1;
            }
            for (int i = 0; i < Math.min(before.length, other.before.length); i++) {
                int order = order(before[i], other.before[i]);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(before.length, other.before.length);
        }

        private static int order(String one, String other) {
            boolean isNumber = isNumber(one);
            if (isNumber != isNumber(other)) {
                return isNumber ? -1 : 1;
            }
            return Integer.signum(
                    isNumber && one.length() != other.length() ? one.length() - other.length() : one.compareTo(other));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Semver version && compareTo(version) == 0;
        }

        @Override
        public int hashCode() {
            return Objects.hash(numbers[0], numbers[1], numbers[2], before.length);
        }
    }

    static void addTo(Library library) {
        library.function("semver", SEMVER, args -> semver((String) args[0], false), TEXT)
                .function("semver", SEMVER, args -> semver((String) args[0], (Boolean) args[1]), TEXT, TRUTH)
                .function("isSemver", TRUTH, args -> Semver.parse((String) args[0], false) != null, TEXT)
                .function(
                        "isSemver",
                        TRUTH,
                        args -> Semver.parse((String) args[0], (Boolean) args[1]) != null,
                        TEXT,
                        TRUTH)
                .method("major", WHOLE, args -> of(args[0]).number(0), SEMVER)
                .method("minor", WHOLE, args -> of(args[0]).number(1), SEMVER)
                .method("patch", WHOLE, args -> of(args[0]).number(2), SEMVER)
                .method("isGreaterThan", TRUTH, args -> compare(args) > 0, SEMVER, SEMVER)
                .method("isLessThan", TRUTH, args -> compare(args) < 0, SEMVER, SEMVER)
                .method("compareTo", WHOLE, args -> (long) compare(args), SEMVER, SEMVER);
    }

    private static Semver semver(String text, boolean isLenient) throws CelEvaluationException {
        Semver version = Semver.parse(text, isLenient);
        if (version == null) {
            throw Library.refused("\"" + text + "\" is no semantic version");
        }
        return version;
    }

    private static Semver of(Object argument) {
        return (Semver) argument;
    }

    private static int compare(Object... args) {
        return of(args[0]).compareTo(of(args[1]));
    }
}
