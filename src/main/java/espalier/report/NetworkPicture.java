package espalier.report;

import static espalier.report.Drawn.items;
import static espalier.report.Drawn.text;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.graph.RoutedHosts;
import espalier.platform.AddressRange;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How people and machines outside reach what a cluster runs: addresses, gateways, hosts and ports. */
final class NetworkPicture {
    private static final String OUTSIDE = "outside";
    /** By which Cilium is told an address. */
    private static final List<String> ADDRESSES = List.of("lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips");

    /** More hosts than that are no label any more. */
    private static final int MOST_HOSTS = 3;

    private final Flowchart chart = new Flowchart();
    private final Drawn drawn = new Drawn(chart);
    private final Map<String, List<String>> addresses = new HashMap<>();

    private NetworkPicture() {}

    static List<Flowchart.Part> of(ObjectGraph graph) {
        var picture = new NetworkPicture();
        graph.objects().forEach(picture::read);
        graph.objects().forEach(picture::pool);
        return picture.chart.parts();
    }

    private void read(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        switch (object.kind()) {
            case "Service" -> service(object, spec);
            case "Gateway" -> gateway(object, spec);
            case "HTTPRoute", "GRPCRoute", "TLSRoute" -> {
                for (Mapping parent : items(spec, "parentRefs")) {
                    String namespace = text(parent, "namespace");
                    String at = namespace.isEmpty() ? object.namespace() : namespace;
                    String id = "gateway " + at + "/" + text(parent, "name");
                    chart.round(id, text(parent, "name"));
                    route(object, id);
                }
            }
            case "Ingress" -> {
                String name = text(spec, "ingressClassName");
                String id = "class " + name;
                chart.round(id, name.isEmpty() ? "Ingress" : "Ingress " + name);
                fromOutside(id, "");
                route(object, id);
            }
            case "IngressRoute" -> {
                chart.round("entry", "IngressRoute");
                fromOutside("entry", "");
                route(object, "entry");
            }
            default -> {}
        }
    }

    private void route(KubernetesObject route, String through) {
        List<String> hosts = hosts(route);
        if (hosts.isEmpty() && !leads(route)) {
            return; // a redirect, say
        }
        List<String> shown = hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()));
        String label =
                hosts.isEmpty() ? "any host" : String.join(", ", shown) + (shown.size() < hosts.size() ? ", …" : "");
        chart.arrow(through, label, drawn.component(route));
    }

    /** Of an Ingress that answers under whatever name, those of its certificate. */
    private static List<String> hosts(KubernetesObject route) {
        List<String> hosts = RoutedHosts.of(route);
        if (!hosts.isEmpty() || !route.kind().equals("Ingress")) {
            return hosts;
        }
        var certified = new ArrayList<String>();
        for (Mapping entry : items(route.body().mapping("spec"), "tls")) {
            if (entry.sequence("hosts") != null) {
                entry.sequence("hosts").forEach(host -> certified.add(host instanceof Leaf leaf ? leaf.text() : ""));
            }
        }
        return certified;
    }

    /** Whether it sends anybody to a Service. */
    private static boolean leads(KubernetesObject route) {
        boolean isGateways = route.kind().endsWith("Route") && !route.kind().equals("IngressRoute");
        for (Mapping rule : items(route.body().mapping("spec"), "rules")) {
            if (!items(rule, "backendRefs").isEmpty()) {
                return true;
            }
        }
        return !isGateways;
    }

    private void fromOutside(String to, String says) {
        chart.round(OUTSIDE, "outside");
        chart.arrow(OUTSIDE, says, to);
    }

    private void gateway(KubernetesObject gateway, @Nullable Mapping spec) {
        String id = "gateway " + gateway.namespace() + "/" + gateway.name();
        var at = new ArrayList<String>();
        items(spec, "addresses").forEach(address -> at.add(text(address, "value")));
        for (String key : ADDRESSES) {
            String given = text(spec, "infrastructure", "annotations", key);
            if (!given.isEmpty()) {
                at.add(given);
            }
        }
        chart.round(id, gateway.name());
        addresses.put(id, at);
        for (Mapping listener : items(spec, "listeners")) {
            fromOutside(id, at(String.join(", ", at), text(listener, "port")));
        }
    }

    private void service(KubernetesObject service, @Nullable Mapping spec) {
        String type = text(spec, "type");
        boolean balanced = type.equals("LoadBalancer");
        if (!balanced && !type.equals("NodePort")) {
            return;
        }
        Mapping metadata = service.body().mapping("metadata");
        String address = text(spec, "loadBalancerIP");
        for (String key : ADDRESSES) {
            address = address.isEmpty() ? text(metadata, "annotations", key) : address;
        }
        String to = drawn.component(service);
        addresses.computeIfAbsent(to, key -> new ArrayList<>()).add(address);
        for (Mapping port : items(spec, "ports")) {
            String number = text(port, "nodePort");
            fromOutside(
                    to,
                    balanced
                            ? at(address, text(port, "port"))
                            : "port " + (number.isEmpty() ? "of its choice" : number) + " of each node");
        }
    }

    private static String at(String address, String port) {
        return address.isEmpty() ? "port " + port : address + ":" + port;
    }

    /** Out of which addresses those of gateways and Services are. */
    private void pool(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        var ranges = new ArrayList<String>();
        if (object.kind().equals("CiliumLoadBalancerIPPool")) {
            for (Mapping block : items(spec, "blocks")) {
                String cidr = text(block, "cidr");
                ranges.add(cidr.isEmpty() ? text(block, "start") + "-" + text(block, "stop") : cidr);
            }
        }
        if (ranges.isEmpty()) {
            return;
        }
        String id = "pool " + object.name();
        chart.round(id, "addresses " + object.name() + "\n" + String.join(", ", ranges));
        addresses.forEach((to, all) -> {
            for (String address : all) {
                if (ranges.stream().anyMatch(range -> holds(range, address))) {
                    chart.arrow(id, address, to);
                }
            }
        });
    }

    private static boolean holds(String range, String address) {
        AddressRange all = AddressRange.parse(range);
        AddressRange one = AddressRange.address(address);
        return all != null && one != null && all.overlaps(one);
    }
}
