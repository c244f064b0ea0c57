package espalier.plan;

import espalier.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who can reach what from now on: names, gateways and ports that were not there before. */
final class Exposure {
    private static final Set<String> ROUTES = Set.of(
            "Ingress",
            "HTTPRoute",
            "GRPCRoute",
            "TLSRoute",
            "IngressRoute",
            "IngressRouteTCP",
            "VirtualService",
            "VirtualServer",
            "HTTPProxy");
    private static final Set<String> HOST_KEYS = Set.of("host", "hosts", "hostname", "hostnames");
    private static final Set<String> WHERE = Set.of("ingress", "route", "routes", "gateway", "httpRoute", "ingresses");

    private final Set<String> known = new HashSet<>();

    /** @param changes all of them: a host that only moves from one route to another is not new */
    Exposure(List<Change> changes) {
        for (Change change : changes) {
            Placed before = change.before();
            if (before != null && change.after() == null) {
                for (LeafChange leaf : LeafChange.of(new Change(null, before, List.of()))) {
                    if (isHost(before.identity(), leaf)) {
                        known.add(host(leaf));
                    }
                }
            }
            for (LeafChange leaf : change.leaves()) {
                if (leaf.before() != null && leaf.after() == null && isHost(change.identity(), leaf)) {
                    known.add(leaf.before());
                }
            }
        }
    }

    private static String host(LeafChange leaf) {
        String text = leaf.after();
        return text == null ? "" : text;
    }

    void judge(Change change, Dangers dangers) {
        Placed after = change.after();
        if (after == null) {
            return;
        }
        Identity object = change.identity();
        for (LeafChange leaf : change.leaves()) {
            String now = leaf.after();
            if (now == null) {
                continue;
            }
            String what = null;
            if (isHost(object, leaf) && !known.contains(now)) {
                what = "answers to the host " + now + (leaf.before() == null ? "" : ", no longer " + leaf.before())
                        + gateways(after);
            } else if (ROUTES.contains(object.kind())
                    && leaf.under("parentRefs")
                    && leaf.last().equals("name")
                    && change.before() != null) {
                what = "published through the gateway " + now;
            } else if (leaf.last().equals("ingressClassName") && leaf.before() != null) {
                what = "published through the class " + now + ", no longer " + leaf.before();
            } else if (leaf.last().equals("type") && isService(object, leaf)) {
                what = now.equals("LoadBalancer") || now.equals("NodePort") ? "is a Service of type " + now : null;
            } else if (leaf.last().equals("hostPort")) {
                what = "listens on port " + now + " of its node";
            } else if (leaf.under("externalIPs")) {
                what = "answers to the address " + now;
            } else if (object.kind().equals("Gateway")
                    && leaf.under("listeners")
                    && leaf.last().equals("port")) {
                what = leaf.before() == null ? "has a new listener on port " + now : "listens on port " + now;
            } else if (leaf.last().equals("tailscale.com/funnel") && now.equals("true")) {
                what = "is open to the whole internet (Tailscale Funnel)";
            } else if (leaf.last().equals("tailscale.com/expose") && now.equals("true")) {
                what = "is open to the tailnet";
            }
            if (what != null) {
                dangers.add(Danger.Sort.EXPOSURE, object, what);
            }
        }
    }

    private static String gateways(Placed route) {
        var names = new HashSet<String>();
        Paths.items(route.body(), "spec", "parentRefs").forEach(each -> names.add(String.valueOf(each.text("name"))));
        return names.isEmpty() ? "" : " (gateway " + String.join(", ", names) + ")";
    }

    private static boolean isService(Identity object, LeafChange leaf) {
        return object.kind().equals("Service") && leaf.keys().equals(List.of("spec", "type"))
                || object.kind().equals("HelmRelease") && leaf.under("values") && leaf.under("service");
    }

    private static boolean isHost(Identity object, LeafChange leaf) {
        boolean isKey = HOST_KEYS.contains(leaf.last());
        if (ROUTES.contains(object.kind())) {
            return isKey && !leaf.under("tls") && !leaf.under("filters");
        }
        if (object.kind().equals("DNSEndpoint")) {
            return leaf.last().equals("dnsName");
        }
        if (!object.kind().equals("HelmRelease") || !leaf.under("values") || leaf.under("tls")) {
            return false;
        }
        for (String where : WHERE) {
            if (isKey && leaf.under(where)) {
                return true;
            }
        }
        return false;
    }
}
