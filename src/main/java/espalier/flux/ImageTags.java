package espalier.flux;

import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Which tags of an image a cluster follows, and which of them is the newest, as an {@link ImagePolicy} takes it.
 *
 * <p>Facts from {@code fluxcd/image-reflector-controller}: a tag that is no whole version ({@code 1.2}) or is a pre-release is
 * passed over by {@link #versions}, unless the range has a pre-release itself; the first letter of an order says how it goes on, so
 * that the newest comes last in {@code asc}.
 */
public final class ImageTags {
    private final String order;
    private final String key;
    private final String value;
    private @Nullable String pattern;
    private @Nullable String extract;

    private ImageTags(String order, String key, String value) {
        this.order = order;
        this.key = key;
        this.value = value;
    }

    /**
     * The highest version within {@code range}.
     *
     * @param range as {@code 1.x}, {@code ~1.2.0}, {@code >=1.2.0 <3.0.0}
     */
    public static ImageTags versions(String range) {
        return new ImageTags("semver", "range", range);
    }

    /**
     * The highest number: a build's, or a time as {@code 20260801}. A single tag that is none, such as {@code latest}, would spoil the
     * choice, so a pattern says which are and where in them it stands.
     *
     * @param pattern a regular expression of Go's, as {@code ^build-(?P<number>[0-9]+)$}
     * @param extract the number, as {@code $number}
     */
    public static ImageTags highestNumber(String pattern, String extract) {
        return new ImageTags("numerical", "order", "asc").matching(pattern, extract);
    }

    /** The lowest number, otherwise as {@link #highestNumber}. */
    public static ImageTags lowestNumber(String pattern, String extract) {
        return new ImageTags("numerical", "order", "desc").matching(pattern, extract);
    }

    /** The last of the alphabet: a time as {@code RELEASE.2026-08-04T00-00-00Z}. */
    public static ImageTags lastOfAlphabet() {
        return new ImageTags("alphabetical", "order", "asc");
    }

    /** The first of the alphabet. */
    public static ImageTags firstOfAlphabet() {
        return new ImageTags("alphabetical", "order", "desc");
    }

    /**
     * The releases of the same major version as {@code tag}, spelt as it is: {@code v1.2.3} stays below 2, {@code 1.27.0-alpine} stays
     * an {@code -alpine}. What counts years, {@code 2026.8.1}, may go on counting. So it says the same after every update.
     *
     * @return null where {@code tag} is no such version
     */
    public static @Nullable ImageTags like(String tag) {
        int start = tag.startsWith("v") ? 1 : 0;
        int end = tag.indexOf('-');
        String version = tag.substring(start, end < 0 ? tag.length() : end);
        if (!isVersion(version) || end >= 0 && !isWords(tag, end + 1)) {
            return null;
        }
        String major = version.substring(0, version.indexOf('.'));
        ImageTags tags = versions(major.length() > 3 ? ">=2000.0.0" : major + ".x");
        return end < 0
                ? tags
                : tags.matching("^(?P<version>v?[0-9]+\\.[0-9]+\\.[0-9]+)" + tag.substring(end) + "$", "$version");
    }

    /** Three numbers without leading zeros. */
    private static boolean isVersion(String text) {
        int numbers = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (i == start || text.charAt(start) == '0' && i > start + 1) {
                    return false;
                }
                numbers++;
                start = i + 1;
            } else if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return numbers == 3;
    }

    private static boolean isWords(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) != '-' && (text.charAt(i) < 'a' || text.charAt(i) > 'z')) {
                return false;
            }
        }
        return start < text.length();
    }

    /**
     * Follows only tags that match.
     *
     * @param pattern a regular expression of Go's, as {@code ^main-[0-9]+$}
     */
    public ImageTags matching(String pattern) {
        this.pattern = pattern;
        return this;
    }

    /**
     * Follows only tags that match, and orders them by a part of each. Of two tags with the same part Flux takes either.
     *
     * @param pattern a regular expression of Go's, as {@code ^(?P<version>.*)-ls[0-9]+$}
     * @param extract that part, as {@code $version}
     */
    public ImageTags matching(String pattern, String extract) {
        this.extract = extract;
        return matching(pattern);
    }

    /** For people: {@code versions 1.x of ^v}. */
    @Override
    public String toString() {
        return (order.equals("semver") ? "versions" : order) + " " + value + (pattern == null ? "" : " of " + pattern);
    }

    /** Adds what it means to the {@code spec} of an ImagePolicy. */
    void writeTo(Mapping spec) {
        if (pattern != null) {
            spec.put("filterTags", Mapping.of("pattern", pattern).putIfAny("extract", extract));
        }
        spec.put("policy", Mapping.of(order, Mapping.of(key, value)));
    }
}
