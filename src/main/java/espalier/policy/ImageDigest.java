package espalier.policy;

import espalier.Cluster;
import espalier.Node;
import espalier.Pin;
import espalier.PodContainer;
import espalier.Policy;
import espalier.Review;
import espalier.VersionFile;
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
            boolean hasDigest = image.contains("@sha256:") || image.contains("@sha512:");
            if (!image.isEmpty() && !hasDigest && !isSaidToBeUnknown(container, review.cluster())) {
                review.breach(
                        container,
                        "Tried to run " + image + " in " + container + ", but only a digest says which image that is",
                        "write " + image + "@sha256:… with the digest that its registry shows");
            }
        }
    }

    /** The cluster's file of versions says so for a reason, of which people are told all the same. */
    private static boolean isSaidToBeUnknown(PodContainer container, Cluster cluster) {
        VersionFile versions = cluster.versions();
        Node unit = container.workload().owner().unit();
        Pin pin = versions == null || unit == null ? null : versions.of(container.image(), unit.id());
        return pin != null && pin.digestUnknown() != null && pin.text().equals(container.image());
    }
}
