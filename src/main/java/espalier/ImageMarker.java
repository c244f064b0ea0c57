package espalier;

import espalier.tree.Scalar;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The comment behind a value by which Flux's image automation finds what to update: {@code {"$imagepolicy": "NAMESPACE:NAME"}},
 * which may end in {@code :tag}, {@code :name} or {@code :digest} where the value is only that part of an image.
 *
 * @param namespace of the policy
 * @param policy its name
 * @param part empty for the whole image
 */
public record ImageMarker(String namespace, String policy, String part) {
    /** By this, the automation and everybody else knows a marker. */
    public static final String KEY = "$imagepolicy";

    private static final Set<String> PARTS = Set.of("tag", "name", "digest");

    /** Whether {@code comment} is a marker, or what looks like one. */
    public static boolean isIn(@Nullable String comment) {
        return comment != null && comment.contains(KEY);
    }

    /** What {@code comment} says; null where Flux could not read it either. */
    public static @Nullable ImageMarker of(@Nullable String comment) {
        if (comment == null || !comment.startsWith("{") || !comment.endsWith("}")) {
            return null;
        }
        String inner = comment.substring(1, comment.length() - 1).trim();
        String key = "\"" + KEY + "\"";
        int colon = inner.indexOf(':');
        if (colon < 0 || !inner.substring(0, colon).trim().equals(key)) {
            return null;
        }
        String value = inner.substring(colon + 1).trim();
        int last = value.length() - 1;
        if (last < 1 || value.charAt(0) != '"' || value.charAt(last) != '"') {
            return null;
        }
        String[] parts = value.substring(1, last).split(":", -1);
        boolean isKnown = parts.length == 2 || parts.length == 3 && PARTS.contains(parts[2]);
        return !isKnown || parts[0].isEmpty() || parts[1].isEmpty()
                ? null
                : new ImageMarker(parts[0], parts[1], parts.length == 2 ? "" : parts[2]);
    }

    /** The repository of the image that {@code image} names, with the marker of that part behind it, if it has one. */
    public static Scalar repository(Scalar image) {
        return part(image, ImageReference.of(image.text()).repository(), "name");
    }

    /** Likewise its tag. A digest behind it stays, but then without a marker: the automation would write the tag over both. */
    public static Scalar tag(Scalar image) {
        ImageReference parts = ImageReference.of(image.text());
        return parts.digest().isEmpty()
                ? part(image, parts.tag(), "tag")
                : Scalar.of(parts.tag() + "@" + parts.digest());
    }

    private static Scalar part(Scalar image, String value, String part) {
        ImageMarker marker = of(image.comment());
        Scalar scalar = Scalar.of(value);
        return marker == null
                ? scalar
                : scalar.withComment(new ImageMarker(marker.namespace, marker.policy, part).toString());
    }

    /** The name of its policy for messages, {@code NAMESPACE:NAME}. */
    public String shown() {
        return namespace + ":" + policy;
    }

    /** As it is written, without the hash in front. */
    @Override
    public String toString() {
        return "{\"" + KEY + "\": \"" + shown() + (part.isEmpty() ? "" : ":" + part) + "\"}";
    }
}
