package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of a domain that nothing else is in, one letter away from one that others are in; and hosts that an Ingress has a
 * certificate for, one letter away from one that it serves.
 */
final class DomainSlips {
    private static final FieldPath HOSTNAMES = FieldPath.of("spec", "hostnames");
    private static final FieldPath DNS_NAMES = FieldPath.of("spec", "dnsNames");
    private static final FieldPath LISTENERS = FieldPath.of("spec", "listeners");

    /** By domain: where it stands, of whatever host that is where it stands more than once. */
    private final Map<String, Site> domains = new LinkedHashMap<>();

    /** @param field null where a host of that domain stands in several places */
    private record Site(KubernetesObject object, @Nullable FieldPath field, String host) {}

    private final Set<String> refused;

    private DomainSlips(Set<String> refused) {
        this.refused = refused;
    }

    /** @param refused hosts that were told already, since no listener takes them */
    static void check(ObjectGraph graph, Set<String> refused) {
        var slips = new DomainSlips(refused);
        for (String kind : new String[] {"HTTPRoute", "GRPCRoute", "TLSRoute"}) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                slips.add(route, HOSTNAMES);
            }
        }
        for (KubernetesObject certificate : graph.ofKind("Certificate")) {
            slips.add(certificate, DNS_NAMES);
        }
        for (KubernetesObject gateway : graph.ofKind("Gateway")) {
            slips.listed(gateway, LISTENERS, "hostname");
        }
        for (KubernetesObject ingress : graph.ofKind("Ingress")) {
            if (Identity.groupOf(ingress.apiVersion()).equals("networking.k8s.io")) {
                slips.ingress(ingress);
            }
        }
        slips.tell();
    }

    private void ingress(KubernetesObject ingress) {
        FieldPath rules = FieldPath.of("spec", "rules");
        List<String> served = listed(ingress, rules, "host");
        FieldPath tls = FieldPath.of("spec", "tls");
        if (!(tls.in(ingress.body()) instanceof Sequence entries)) {
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            FieldPath field = tls.index(i).field("hosts");
            for (Site site : hosts(ingress, field)) {
                String near = served.contains(site.host) ? null : Names.slip(site.host, served);
                if (near != null) {
                    tell(site, "it serves " + near, near);
                }
            }
        }
    }

    private List<Site> hosts(KubernetesObject object, FieldPath list) {
        add(object, list);
        var sites = new ArrayList<Site>();
        if (list.in(object.body()) instanceof Sequence hosts) {
            for (int i = 0; i < hosts.size(); i++) {
                if (hosts.get(i) instanceof Leaf host) {
                    sites.add(new Site(object, list.index(i), host.text()));
                }
            }
        }
        return sites;
    }

    private void add(KubernetesObject object, FieldPath list) {
        if (list.in(object.body()) instanceof Sequence hosts) {
            for (int i = 0; i < hosts.size(); i++) {
                if (hosts.get(i) instanceof Leaf host && isNew(host.text())) {
                    first(new Site(object, list.index(i), host.text()));
                }
            }
        }
    }

    private List<String> listed(KubernetesObject object, FieldPath list, String key) {
        var hosts = new ArrayList<String>();
        if (list.in(object.body()) instanceof Sequence entries) {
            for (int i = 0; i < entries.size(); i++) {
                String host = entries.get(i) instanceof Mapping entry ? entry.text(key) : null;
                if (host != null) {
                    hosts.add(host);
                    if (isNew(host)) {
                        first(new Site(object, list.index(i).field(key), host));
                    }
                }
            }
        }
        return hosts;
    }

    /** Whether {@code host} is the first of its domain; a name without a dot is of none. */
    private boolean isNew(String host) {
        int dot = host.indexOf('.');
        if (dot <= 0 || refused.contains(host)) {
            return false;
        }
        String domain = host.substring(dot + 1);
        Site known = domains.get(domain);
        if (known != null && known.field != null) {
            domains.put(domain, new Site(known.object, null, known.host));
        }
        return known == null;
    }

    private void first(Site site) {
        domains.put(site.host.substring(site.host.indexOf('.') + 1), site);
    }

    private void tell() {
        List<String> common = new ArrayList<>(0);
        domains.forEach((domain, site) -> {
            if (site.field == null) {
                common.add(domain);
            }
        });
        domains.forEach((domain, site) -> {
            String near = site.field == null ? null : Names.slip(domain, common);
            if (near != null) {
                tell(site, "others are in " + near, near);
            }
        });
    }

    private static void tell(Site site, String there, String near) {
        site.object.error(
                References.HOST_MISSPELT,
                site.field,
                null,
                "Tried to serve " + site.host + " by " + site.object + ", which nothing else knows, but " + there,
                "write " + near + " if that is meant, else waive \"host-misspelt\"");
    }
}
