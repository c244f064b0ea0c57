package espalier.policy;

import espalier.PodContainer;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;

/**
 * No container runs as root: either the kubelet refuses to start one that would ({@code runAsNonRoot}), or it gets another user
 * by number. A construct that says {@code root(because)} is exempt.
 */
public final class NonRoot implements Policy {
    @Override
    public Rule rule() {
        return Policies.NON_ROOT;
    }

    @Override
    public void review(Review review) {
        for (PodContainer container : review.containers()) {
            String user = container.security("runAsUser");
            boolean refused = "true".equals(container.security("runAsNonRoot"));
            boolean root = user == null ? !refused : user.equals("0");
            if (root && !RunsOn.windows(container)) {
                review.breach(
                        container,
                        "Tried to run " + container + ", but it "
                                + (user == null
                                        ? "runs as root where its image names no other user"
                                        : "runs as the user 0"),
                        "give its pod runAs(uid, gid), in YAML securityContext.runAsNonRoot, or say root(because)");
            }
        }
    }
}
