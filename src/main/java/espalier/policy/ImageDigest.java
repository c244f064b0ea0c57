package espalier.policy;

import espalier.PodContainer;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;

/** Every image is pinned to a digest; its tag may stand before, for people and bots. */
public final class ImageDigest implements Policy {
    @Override
    public Rule rule() {
        return Policies.IMAGE_DIGEST;
    }

    @Override
    public void review(Review review) {
        for (PodContainer container : review.containers()) {
            String image = container.image();
            if (!image.isEmpty() && !image.contains("@sha256:") && !image.contains("@sha512:")) {
                review.breach(
                        container,
                        "Tried to run " + image + " in " + container + ", but only a digest says which image that is",
                        "write " + image + "@sha256:… with the digest that its registry shows");
            }
        }
    }
}
