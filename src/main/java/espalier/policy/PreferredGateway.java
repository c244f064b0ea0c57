package espalier.policy;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/**
 * Routes hang on one gateway unless their construct has a reason to hang on another, such as one that the internet reaches:
 * {@code exposeToInternet(…)} takes it, or a waiver.
 */
public final class PreferredGateway implements Policy {
    private static final FieldPath PARENTS = FieldPath.of("spec", "parentRefs");

    private final String name;

    /** @param name that of the Gateway which routes should name */
    public PreferredGateway(String name) {
        this.name = name;
    }

    @Override
    public Rule rule() {
        return Policies.PREFERRED_GATEWAY;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        for (KubernetesObject route : review.objects()) {
            boolean isRoute = route.kind().endsWith("Route")
                    && Identity.groupOf(route.apiVersion()).equals("gateway.networking.k8s.io");
            if (isRoute && PARENTS.in(route.body()) instanceof Sequence parents) {
                for (Value parent : parents) {
                    if (parent instanceof Mapping mapping && isOtherGateway(mapping)) {
                        review.breach(
                                route,
                                "Tried to hang " + route + " on the gateway " + mapping.text("name")
                                        + ", but without a reason routes hang on " + name,
                                "hang it on " + name
                                        + ", or say with exposeToInternet(…) why the internet shall reach it");
                    }
                }
            }
        }
    }

    /** A route can also hang on a Service, for a mesh. */
    private boolean isOtherGateway(Mapping parent) {
        String kind = parent.text("kind");
        return (kind == null || kind.equals("Gateway")) && !name.equals(parent.text("name"));
    }
}
