package espalier.check.images;

import espalier.ImageMarker;
import espalier.ImageReference;
import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.rules.Images;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** What Flux would write where a marker stands, next to what stands there now. */
final class MarkedValue {
    private MarkedValue() {}

    static void check(Edge edge, Leaf value, KubernetesObject policy, @Nullable KubernetesObject repository) {
        ImageMarker marker = ImageMarker.of(value.comment());
        Mapping spec = policy.body().mapping("spec");
        Mapping scanned = repository == null ? null : repository.body().mapping("spec");
        String image = scanned == null ? null : scanned.text("image");
        if (marker == null || spec == null) {
            return;
        }
        String text = value.text();
        ImageReference whole = ImageReference.of(text);
        boolean digests = isDigestKnown(spec);
        String trouble = switch (marker.part()) {
            case "name" -> otherImage(text, image);
            case "tag" ->
                text.indexOf('@') < 0
                        ? tag(text, spec)
                        : "Flux would write the tag alone, and the digest behind it were gone";
            case "digest" -> digests ? null : "the policy knows no digest, and Flux would write nothing there";
            default -> whole(whole, image, spec, digests);
        };
        if (trouble != null) {
            edge.reader()
                    .error(
                            Images.IMAGE_VALUE,
                            edge.field(),
                            null,
                            "Tried to keep " + text + " in " + edge.field() + " of " + edge.reader() + " up to date by "
                                    + policy + ", but " + trouble,
                            "correct the marker, the policy, or the value");
        }
    }

    private static @Nullable String whole(ImageReference whole, @Nullable String image, Mapping spec, boolean digests) {
        String other = otherImage(whole.repository(), image);
        if (other != null) {
            return other;
        }
        return !whole.digest().isEmpty() && !digests
                ? "the policy knows no digest, and Flux would take this one away (digestReflectionPolicy)"
                : tag(whole.tag(), spec);
    }

    private static @Nullable String otherImage(String repository, @Nullable String image) {
        return image == null || image.equals(repository)
                ? null
                : "the policy chooses among the tags of " + image + ", which Flux would write there";
    }

    private static @Nullable String tag(String tag, Mapping spec) {
        String refusal = TagRule.of(spec).refusal(tag);
        return refusal == null
                ? null
                : "the policy could not have chosen that tag (" + refusal
                        + "), so Flux may well go back to an older one";
    }

    private static boolean isDigestKnown(Mapping spec) {
        String said = spec.text("digestReflectionPolicy");
        return said != null && !said.equals("Never");
    }
}
