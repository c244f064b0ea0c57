package espalier.plan;

import espalier.ImageReference;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an object says which image it runs.
 *
 * @param path of the one value, or of the mapping
 * @param isWhole whether one value says it; else it is a mapping with {@code repository}, as in the values of charts
 */
record ImageField(FieldPath path, boolean isWhole) {
    private static final Set<String> WHOLE = Set.of("image", "imageName");
    private static final Set<String> PARTS = Set.of("registry", "repository", "tag", "digest");

    /** The one that {@code leaf} of {@code object} is, or may be a part of; null for none. */
    static @Nullable ImageField of(Placed object, LeafChange leaf) {
        if (object.identity().group().isEmpty() && !object.is("Pod")) {
            return null;
        }
        FieldPath parent = leaf.path().parent();
        return WHOLE.contains(leaf.last())
                ? new ImageField(leaf.path(), true)
                : PARTS.contains(leaf.last()) && parent != null ? new ImageField(parent, false) : null;
    }

    /** What it is in {@code object}; null for no image. Without a version it is for the chart to say which. */
    @Nullable
    ImageReference in(@Nullable Placed object) {
        Value there = object == null ? null : path.in(object.body());
        if (isWhole) {
            return there instanceof Leaf leaf && !leaf.text().isEmpty() ? ImageReference.of(leaf.text()) : null;
        }
        if (!(there instanceof Mapping image)) {
            return null;
        }
        String repository = Paths.text(image, "repository");
        String registry = Paths.text(image, "registry");
        String tag = Paths.text(image, "tag");
        String digest = Paths.text(image, "digest");
        // Not every repository is one of images.
        boolean isImage = !tag.isEmpty()
                || !digest.isEmpty()
                || path.last().toLowerCase(Locale.ROOT).endsWith("image");
        return repository.isEmpty() || !isImage
                ? null
                : new ImageReference(registry.isEmpty() ? repository : registry + "/" + repository, tag, digest);
    }
}
