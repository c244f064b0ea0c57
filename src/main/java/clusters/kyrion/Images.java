package clusters.kyrion;

import espalier.Scope;
import infra.images.ImageAutomation;

/**
 * What Flux keeps up to date by itself: the images that are marked in {@code kyrion/versions.yaml}, each to the releases of its own
 * major version. Here stands what goes by another rule, since its tags are no versions.
 */
final class Images {
    private Images() {}

    static ImageAutomation followed(Scope scope) {
        return new ImageAutomation(scope, "images", a -> {});
    }
}
