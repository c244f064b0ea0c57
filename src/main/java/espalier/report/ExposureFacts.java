package espalier.report;

import static espalier.report.Markdown.code;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.graph.RoutedHosts;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What of a cluster can be reached from outside: hosts, addresses and ports of nodes, each with what it leads to. */
final class ExposureFacts {
    private final List<List<String>> rows = new ArrayList<>();

    private ExposureFacts() {}

    /** Rows of how, where and what, in tree order. */
    static List<List<String>> rows(ObjectGraph graph) {
        var facts = new ExposureFacts();
        graph.objects().forEach(facts::read);
        return facts.rows;
    }

    private void read(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        if (spec == null) {
            return;
        }
        switch (object.kind()) {
            case "Service" -> service(object, spec);
            case "Gateway" -> gateway(object, spec);
            case "HTTPRoute", "GRPCRoute", "TLSRoute" -> route(object, spec);
            case "Ingress" -> {
                each(spec.sequence("rules"), rule -> ingress(object, rule));
                fallback(object, spec);
            }
            case "IngressRoute" ->
                each(spec.sequence("routes"), route -> add(object, text(route, "match"), targets(route, "services")));
            default -> {}
        }
    }

    private void service(KubernetesObject service, Mapping spec) {
        String type = text(spec, "type");
        if (!type.equals("NodePort") && !type.equals("LoadBalancer")) {
            return;
        }
        String address = text(spec, "loadBalancerIP");
        Mapping annotations =
                FieldPath.of("metadata", "annotations").in(service.body()) instanceof Mapping all ? all : new Mapping();
        for (String key : new String[] {"lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips"}) {
            address = address.isEmpty() ? text(annotations, key) : address;
        }
        String at = address;
        each(spec.sequence("ports"), port -> {
            String number = port.text("nodePort") == null ? text(port, "port") : text(port, "nodePort");
            rows.add(List.of(
                    type, at.isEmpty() ? number : at + ":" + number, named(service) + " port " + text(port, "name")));
        });
    }

    private void gateway(KubernetesObject gateway, Mapping spec) {
        var addresses = new ArrayList<String>();
        each(spec.sequence("addresses"), address -> addresses.add(text(address, "value")));
        String where = addresses.isEmpty() ? "" : String.join(", ", addresses);
        each(spec.sequence("listeners"), listener -> {
            String host = text(listener, "hostname");
            add(
                    gateway,
                    where + ":" + text(listener, "port") + (host.isEmpty() ? "" : " for " + host),
                    "routes of listener " + text(listener, "name"));
        });
    }

    private void route(KubernetesObject route, Mapping spec) {
        var targets = new ArrayList<String>();
        each(spec.sequence("rules"), rule -> {
            String to = targets(rule, "backendRefs");
            if (!to.isEmpty() && !targets.contains(to)) {
                targets.add(to);
            }
        });
        var gateways = new ArrayList<String>();
        each(spec.sequence("parentRefs"), parent -> gateways.add(text(parent, "name")));
        String what = String.join(", ", targets) + " through " + String.join(", ", gateways);
        List<String> hosts = RoutedHosts.of(route);
        for (String host : hosts.isEmpty() ? List.of("any host") : hosts) {
            add(route, host, what);
        }
    }

    private void ingress(KubernetesObject ingress, Mapping rule) {
        var targets = new ArrayList<String>();
        if (rule.mapping("http") != null) {
            each(rule.mapping("http").sequence("paths"), path -> {
                if (FieldPath.of("backend", "service", "name").in(path) instanceof Leaf name) {
                    targets.add(text(path, "path") + " to " + name.text());
                }
            });
        }
        add(ingress, text(rule, "host"), String.join(", ", targets));
    }

    /** What is reached by whatever host, and so perhaps by those of the certificate alone. */
    private void fallback(KubernetesObject ingress, Mapping spec) {
        if (FieldPath.of("defaultBackend", "service", "name").in(spec) instanceof Leaf name) {
            var hosts = new ArrayList<String>();
            each(spec.sequence("tls"), entry -> hosts.addAll(texts(entry.sequence("hosts"))));
            String through = text(spec, "ingressClassName");
            add(ingress, String.join(", ", hosts), name.text() + (through.isEmpty() ? "" : " through " + through));
        }
    }

    private static String targets(Mapping rule, String field) {
        var names = new ArrayList<String>();
        each(rule.sequence(field), target -> names.add(text(target, "name") + " port " + text(target, "port")));
        return String.join(", ", names);
    }

    private void add(KubernetesObject object, String where, String what) {
        rows.add(List.of(
                object.kind(),
                where.isEmpty() ? "" : code(where),
                named(object) + (what.isEmpty() ? "" : ": " + what)));
    }

    private static String named(KubernetesObject object) {
        return code(object.namespace() + "/" + object.name());
    }

    private static String text(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : text;
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Sequence list) {
        var texts = new ArrayList<String>();
        if (list != null) {
            for (Value value : list) {
                texts.add(value instanceof Leaf leaf ? leaf.text() : "");
            }
        }
        return texts;
    }

    private static void each(@org.jspecify.annotations.Nullable Sequence list, Consumer<Mapping> reader) {
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Mapping mapping) {
                    reader.accept(mapping);
                }
            }
        }
    }
}
