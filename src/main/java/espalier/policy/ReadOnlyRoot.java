package espalier.policy;

import espalier.PodContainer;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.Mapping;

/**
 * No container can write to its root file system. A construct that says {@code writableRootFilesystem(because)} is exempt.
 */
public final class ReadOnlyRoot implements Policy {
    @Override
    public Rule rule() {
        return Policies.READ_ONLY_ROOT;
    }

    @Override
    public void review(Review review) {
        for (PodContainer container : review.containers()) {
            // Unlike a user, this cannot be said for all containers of a pod at once.
            Mapping context = container.body().mapping("securityContext");
            boolean locked = context != null && "true".equals(context.text("readOnlyRootFilesystem"));
            if (!locked && !RunsOn.windows(container)) {
                review.breach(
                        container,
                        "Tried to run " + container + ", but it can write to its root file system",
                        "set readOnlyRootFilesystem and mount an EmptyDir where it writes, or say"
                                + " writableRootFilesystem(because)");
            }
        }
    }
}
