package espalier.policy;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import java.util.Set;

/** Whatever is reached from outside over HTTP is reached by a route of the Gateway API, and not by an Ingress or its like. */
public final class GatewayApi implements Policy {
    private static final Set<String> OTHERS = Set.of(
            "networking.k8s.io/Ingress",
            "extensions/Ingress",
            "traefik.io/IngressRoute",
            "traefik.io/IngressRouteTCP",
            "traefik.io/IngressRouteUDP",
            "traefik.containo.us/IngressRoute",
            "projectcontour.io/HTTPProxy",
            "networking.istio.io/VirtualService");

    @Override
    public Rule rule() {
        return Policies.GATEWAY_API;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        for (KubernetesObject object : review.objects()) {
            if (OTHERS.contains(Identity.groupOf(object.apiVersion()) + "/" + object.kind())) {
                review.breach(
                        object,
                        "Tried to open a way into the cluster by " + object + ", but that goes by the Gateway API here",
                        "make it an HTTPRoute that names a Gateway as its parent");
            }
        }
    }
}
