package espalier.versions;

import org.jspecify.annotations.Nullable;

/**
 * A version as Kubernetes and Flux have it.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third, or -1 where only a line of versions is named, as in {@code 1.33}
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    /** {@code 1.33}, {@code 1.33.4}, each also with a {@code v} before it and a build as {@code +k3s1} behind; else null. */
    public static @Nullable Version parse(String text) {
        String core = text.startsWith("v") ? text.substring(1) : text;
        int end = 0;
        while (end < core.length() && (core.charAt(end) == '.' || Character.isDigit(core.charAt(end)))) {
            end++;
        }
        boolean suffix = end < core.length() && (core.charAt(end) == '+' || core.charAt(end) == '-');
        if (end < core.length() && (!suffix || end == core.length() - 1)) {
            return null;
        }
        int[] numbers = {-1, -1, -1};
        int at = 0;
        int start = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || core.charAt(i) == '.') {
                if (at == numbers.length || i == start || i - start > 6) {
                    return null;
                }
                numbers[at++] = Integer.parseInt(core.substring(start, i));
                start = i + 1;
            }
        }
        // A build or a pre-release is of one version, not of a line.
        return at < 2 || suffix && at < 3 ? null : new Version(numbers[0], numbers[1], numbers[2]);
    }

    /** The line {@code major.minor}. */
    public static Version of(int major, int minor) {
        return new Version(major, minor, -1);
    }

    /** Whether this is in the line of {@code other}, whatever their third numbers. */
    public boolean sameLine(Version other) {
        return major == other.major && minor == other.minor;
    }

    /**
     * Whether this comes before {@code other}. A line comes before none of its own versions: it may well be the newest of
     * them.
     */
    public boolean isBefore(Version other) {
        return sameLine(other) ? patch >= 0 && patch < other.patch : compareTo(other) < 0;
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
        return byMinor == 0 ? Integer.compare(patch, other.patch) : byMinor;
    }

    /** Two numbers or three. */
    @Override
    public String toString() {
        return major + "." + minor + (patch < 0 ? "" : "." + patch);
    }
}
