package infra.packaging;

import espalier.ImageMarker;
import espalier.ImageReference;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import java.util.ArrayList;

/** An image in the words of charts that have repository and tag apart. */
public final class ImageValues {
    private ImageValues() {}

    /** The same of {@code container} as Kubernetes is told of it, whatever its chart; empty where its image cannot be said. */
    public static Mapping of(Mapping container) {
        return of(new Fields(container, FieldPath.ROOT, new ArrayList<>(0)));
    }

    /** The chart writes {@code REPOSITORY:TAG}; a digest is the end of the tag. Empty where that cannot be said. */
    public static Mapping of(Fields container) {
        Value written = container.take("image");
        String image = written instanceof Leaf leaf ? leaf.text() : "";
        String comment = written instanceof Leaf leaf ? leaf.comment() : null;
        ImageReference parts = ImageReference.of(image);
        String digest = parts.digest().isEmpty() ? "" : "@" + parts.digest();
        // Flux writes a tag behind its marker, so that a digest there would be lost; a digest alone is no tag.
        if (!digest.isEmpty() && (comment != null || parts.tag().isEmpty())) {
            container.refuse("image");
            return new Mapping();
        }
        if (parts.tag().isEmpty()) {
            container.all().put("image", image + ":latest"); // which is what it means
        }
        Scalar tag = Scalar.of((parts.tag().isEmpty() ? "latest" : parts.tag()) + digest);
        return comment != null && written instanceof Scalar marked
                ? Mapping.of("repository", ImageMarker.repository(marked)).put("tag", ImageMarker.tag(marked))
                : Mapping.of("repository", parts.repository()).put("tag", tag);
    }
}
