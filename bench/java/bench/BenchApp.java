package bench;

import espalier.Component;
import espalier.Identity;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** The objects of {@code bench/reference}, written as a user of Espalier would. */
final class BenchApp extends Component {
    private final ServicePort http;

    BenchApp(Scope scope, String id, StorageClass storage, BenchApp upstream) {
        super(scope, id);
        var config = new ConfigMap(this, c -> c.value("LOG_LEVEL", "info").value("app.toml", """
                [server]
                listen = "0.0.0.0:8080"
                name = "%s"

                [storage]
                path = "/var/lib/app"
                sync = true
                """.replace("%s", id)));
        var data = new PersistentVolumeClaim(this, "data", storage, "5Gi", c -> c.named(id));
        var account = new ServiceAccount(this);
        var token = secret();
        var server = new Deployment(this, d -> d.recreate()
                .runAs(1000, 1000)
                .filesGroup(1000)
                .serviceAccount(account, "the reference has one")
                .container(id, "registry.example.com/bench/" + id + ":1.4.2", c -> c.args(
                                "--config=/etc/app/app.toml", "--data=/var/lib/app")
                        .port("http", 8080)
                        .env("APP_NAME", id)
                        .env("HTTP_PORT", "8080")
                        .env("DATA_DIR", "/var/lib/app")
                        .env("UPSTREAM_URL", upstream == null
                                ? Text.of("http://127.0.0.1:8080")
                                : Text.of("http://", upstream.http.clusterHost(), ":", upstream.http.port()))
                        .env("LOG_LEVEL", config.key("LOG_LEVEL"))
                        .env("API_TOKEN", token)
                        .cpu("50m")
                        .memory("128Mi", "256Mi")
                        .liveness(Probe.http("http", "/healthz").every(20).failures(3))
                        .readiness(Probe.http("http", "/readyz").every(10))
                        .mount(data, "/var/lib/app")
                        .mountReadOnly(config, "/etc/app")));
        http = new Service(this, server).port("http");
        route(id);
        networkPolicy(id);
        new CustomResource(this, "monitoring.coreos.com/v1", "ServiceMonitor", r -> r.spec("selector", selector(id))
                .spec("endpoints", Sequence.of(
                        Mapping.of("port", "http").put("path", "/metrics").put("interval", "30s"))));
    }

    private SecretKey secret() {
        String name = node().id();
        var external = new CustomResource(this, "external-secrets.io/v1", "ExternalSecret", r -> r.spec("refreshInterval", "1h")
                .spec("secretStoreRef", Mapping.of("kind", "ClusterSecretStore").put("name", "vault"))
                .spec("target", Mapping.of("name", name).put("creationPolicy", "Owner"))
                .spec("data", Sequence.of(Mapping.of("secretKey", "API_TOKEN")
                        .put("remoteRef", Mapping.of("key", name).put("property", "api-token")))));
        var identity = Identity.of("", "Secret", node().namespace().text(), name);
        var secret = Provision.of(identity, external.node()).withKeys(List.of("API_TOKEN"));
        external.node().provide(secret);
        return SecretKey.of(secret, "API_TOKEN");
    }

    private void route(String id) {
        new CustomResource(this, "gateway.networking.k8s.io/v1", "HTTPRoute", r -> r.spec("parentRefs", Sequence.of(
                        Mapping.of("name", "public").put("namespace", "gateway").put("sectionName", "https")))
                .spec("hostnames", Sequence.of(id + ".example.com"))
                .spec("rules", Sequence.of(Mapping.of("matches", Sequence.of(Mapping.of(
                                "path", Mapping.of("type", "PathPrefix").put("value", "/"))))
                        .put("backendRefs", Sequence.of(Mapping.of("name", http.service()).put("port", http.port()))))));
    }

    private void networkPolicy(String id) {
        var everyApp = Mapping.of(
                "podSelector", Mapping.of("matchLabels", Mapping.of("app.kubernetes.io/part-of", "bench")));
        new CustomResource(this, "networking.k8s.io/v1", "NetworkPolicy", r -> r.spec("podSelector", selector(id))
                .spec("policyTypes", Sequence.of("Ingress", "Egress"))
                .spec("ingress", Sequence.of(Mapping.of("from", Sequence.of(namespace("gateway"), everyApp))
                        .put("ports", Sequence.of(port(8080, "TCP")))))
                .spec("egress", Sequence.of(
                        Mapping.of("to", Sequence.of(namespace("kube-system")))
                                .put("ports", Sequence.of(port(53, "UDP"), port(53, "TCP"))),
                        Mapping.of("to", Sequence.of(everyApp)).put("ports", Sequence.of(port(8080, "TCP"))))));
    }

    private static Mapping selector(String id) {
        return Mapping.of("matchLabels", Mapping.of("app.kubernetes.io/name", id));
    }

    private static Mapping namespace(String name) {
        return Mapping.of(
                "namespaceSelector", Mapping.of("matchLabels", Mapping.of("kubernetes.io/metadata.name", name)));
    }

    private static Mapping port(int number, String protocol) {
        return Mapping.of("port", number).put("protocol", protocol);
    }
}
