package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hosts that are served with a certificate for others. */
final class CertificateHosts {
    private static final String CERT_MANAGER = "cert-manager.io";
    private static final FieldPath HOSTNAMES = FieldPath.of("spec", "hostnames");
    private static final FieldPath INGRESS_TLS = FieldPath.of("spec", "tls");

    /** By namespace and name of their Secrets, the hosts of certificates. */
    private final Map<String, List<String>> bySecret = new HashMap<>();

    private CertificateHosts(ObjectGraph graph) {
        for (KubernetesObject certificate : graph.ofKind("Certificate")) {
            Mapping spec = certificate.body().mapping("spec");
            Sequence names = spec == null ? null : spec.sequence("dnsNames");
            if (spec != null && Identity.groupOf(certificate.apiVersion()).equals(CERT_MANAGER)) {
                List<String> hosts = texts(names);
                String common = spec.text("commonName");
                if (common != null) {
                    hosts.add(common);
                }
                String secret = certificate.namespace() + "/" + spec.text("secretName");
                bySecret.computeIfAbsent(secret, s -> new ArrayList<>()).addAll(hosts);
            }
        }
    }

    static void check(ObjectGraph graph) {
        var certificates = new CertificateHosts(graph);
        if (certificates.bySecret.isEmpty()) {
            return;
        }
        for (KubernetesObject gateway : graph.ofKind("Gateway")) {
            List<Listener> listeners = Listener.of(gateway);
            for (int i = 0; i < listeners.size(); i++) {
                certificates.listener(
                        gateway,
                        listeners.get(i),
                        FieldPath.of("spec", "listeners").index(i));
            }
        }
        for (String kind : new String[] {"HTTPRoute", "GRPCRoute"}) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                certificates.route(graph, route);
            }
        }
        graph.ofKind("Ingress").forEach(certificates::ingress);
    }

    private void listener(KubernetesObject gateway, Listener listener, FieldPath field) {
        if (!listener.host().isEmpty()) {
            host(gateway, field.field("hostname"), listener.host(), names(gateway, listener));
        }
    }

    /** The hosts that {@code listener} has certificates for; empty where it needs none, or one of them may be for anything. */
    private List<String> names(KubernetesObject gateway, Listener listener) {
        Mapping tls = listener.tls();
        var names = new ArrayList<String>();
        for (Mapping reference : Pods.mappings(tls == null ? null : tls.sequence("certificateRefs"))) {
            String namespace = reference.text("namespace");
            List<String> hosts = hosts(namespace == null ? gateway.namespace() : namespace, reference.text("name"));
            if (hosts == null) {
                return List.of();
            }
            names.addAll(hosts);
        }
        return names;
    }

    /** A listener for {@code *.example.com} takes a.b.example.com, for which a certificate of that name is not good. */
    private void route(ObjectGraph graph, KubernetesObject route) {
        Mapping spec = route.body().mapping("spec");
        List<String> hosts = texts(spec == null ? null : spec.sequence("hostnames"));
        for (Mapping parent : Pods.mappings(spec == null ? null : spec.sequence("parentRefs"))) {
            String namespace = parent.text("namespace");
            KubernetesObject gateway = graph.object(Identity.of(
                    "gateway.networking.k8s.io",
                    "Gateway",
                    namespace == null ? route.namespace() : namespace,
                    String.valueOf(parent.text("name"))));
            for (int i = 0; gateway != null && i < hosts.size(); i++) {
                if (!hosts.get(i).startsWith("*")) {
                    routed(route, HOSTNAMES.index(i), hosts.get(i), parent, gateway);
                }
            }
        }
    }

    private void routed(
            KubernetesObject route, FieldPath field, String host, Mapping parent, KubernetesObject gateway) {
        var all = new ArrayList<String>();
        for (Listener listener : Listener.of(gateway)) {
            String section = parent.text("sectionName");
            boolean isMeant = section == null || section.equals(listener.name());
            if (isMeant && HostPattern.meet(host, listener.host())) {
                List<String> names = names(gateway, listener);
                if (names.isEmpty()) {
                    return;
                }
                all.addAll(names);
            }
        }
        host(route, field, host, all);
    }

    private void ingress(KubernetesObject ingress) {
        if (!(INGRESS_TLS.in(ingress.body()) instanceof Sequence entries)) {
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            Mapping entry = entries.get(i) instanceof Mapping mapping ? mapping : new Mapping();
            List<String> names = hosts(ingress.namespace(), entry.text("secretName"));
            if (names != null) {
                FieldPath field = INGRESS_TLS.index(i).field("hosts");
                List<String> hosts = texts(entry.sequence("hosts"));
                for (int j = 0; j < hosts.size(); j++) {
                    host(ingress, field.index(j), hosts.get(j), names);
                }
            }
        }
    }

    /** Of the certificate in a Secret; null where it is not known. */
    private @Nullable List<String> hosts(String namespace, @Nullable String secret) {
        return bySecret.get(namespace + "/" + secret);
    }

    private static void host(KubernetesObject object, FieldPath field, String host, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        for (String name : names) {
            if (HostPattern.covers(name, host)) {
                return;
            }
        }
        object.error(
                References.CERTIFICATE_HOST,
                field,
                host + " by " + names,
                "Tried to serve " + host + " in " + field + " of " + object + ", but its certificate is only for: "
                        + String.join(", ", names),
                "add the host to dnsNames of the Certificate, or correct it");
    }

    private static List<String> texts(@Nullable Sequence list) {
        var texts = new ArrayList<String>();
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Leaf leaf) {
                    texts.add(leaf.text());
                }
            }
        }
        return texts;
    }
}
