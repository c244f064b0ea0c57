package bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.JsonPatch;
import org.cdk8s.YamlOutputType;
import software.constructs.Construct;

/** The objects of {@code bench/reference}, as a user of cdk8s for Java writes them: {@code CdkApp synth N OUT} makes them in an App. */
public final class CdkApp {
    private static final int PORT = 8080;
    private static final Map<String, Object> PART_OF = Map.of("app.kubernetes.io/part-of", "bench");

    private CdkApp() {}

    public static void main(String[] args) {
        var app = new App(AppProps.builder()
                .outdir(args[2])
                .outputFileExtension(".yaml")
                .yamlOutputType(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
                .build());
        int count = Integer.parseInt(args[1]);
        for (int i = 0; i < count; i++) {
            new Component(app, name(i), i % 10 == 0 ? null : name(i - 1)).flux();
        }
        app.synth();
    }

    static String name(int index) {
        return "app-" + String.valueOf(10_000 + index).substring(1);
    }

    /** One component. */
    static final class Component extends Chart {
        private final String name;
        private final String upstream;

        Component(Construct scope, String name, String upstream) {
            super(
                    scope,
                    name,
                    ChartProps.builder()
                            .namespace("bench")
                            .labels(Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "bench"))
                            .build());
            this.name = name;
            this.upstream = upstream;
            Map<String, Object> selector = Map.of("app.kubernetes.io/name", name);
            object("config", "v1", "ConfigMap", "data", Map.of(
                    "LOG_LEVEL", "info",
                    "app.toml", "[server]\nlisten = \"0.0.0.0:" + PORT + "\"\nname = \"" + name
                            + "\"\n\n[storage]\npath = \"/var/lib/app\"\nsync = true\n"));
            object("secret", "external-secrets.io/v1", "ExternalSecret", "spec", Map.of(
                    "refreshInterval", "1h",
                    "secretStoreRef", Map.of("kind", "ClusterSecretStore", "name", "vault"),
                    "target", Map.of("name", name, "creationPolicy", "Owner"),
                    "data", List.of(Map.of(
                            "secretKey", "API_TOKEN", "remoteRef", Map.of("key", name, "property", "api-token")))));
            object("data", "v1", "PersistentVolumeClaim", "spec", Map.of(
                    "storageClassName", "fast",
                    "accessModes", List.of("ReadWriteOnce"),
                    "resources", Map.of("requests", Map.of("storage", "5Gi"))));
            object("account", "v1", "ServiceAccount", "automountServiceAccountToken", false);
            object("server", "apps/v1", "Deployment", "spec", Map.of(
                    "replicas", 1,
                    "revisionHistoryLimit", 3,
                    "strategy", Map.of("type", "Recreate"),
                    "selector", Map.of("matchLabels", selector),
                    "template", Map.of(
                            "metadata", Map.of("labels", Map.of(
                                    "app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "bench")),
                            "spec", pod())));
            object("service", "v1", "Service", "spec", Map.of(
                    "type", "ClusterIP",
                    "selector", selector,
                    "ports", List.of(Map.of("name", "http", "port", PORT, "targetPort", "http", "protocol", "TCP"))));
            object("policy", "networking.k8s.io/v1", "NetworkPolicy", "spec", Map.of(
                    "podSelector", Map.of("matchLabels", selector),
                    "policyTypes", List.of("Ingress", "Egress"),
                    "ingress", List.of(Map.of(
                            "from", List.of(
                                    namespace("gateway"), Map.of("podSelector", Map.of("matchLabels", PART_OF))),
                            "ports", List.of(Map.of("port", PORT, "protocol", "TCP")))),
                    "egress", List.of(
                            Map.of(
                                    "to", List.of(namespace("kube-system")),
                                    "ports", List.of(
                                            Map.of("port", 53, "protocol", "UDP"),
                                            Map.of("port", 53, "protocol", "TCP"))),
                            Map.of(
                                    "to", List.of(Map.of("podSelector", Map.of("matchLabels", PART_OF))),
                                    "ports", List.of(Map.of("port", PORT, "protocol", "TCP"))))));
            object("route", "gateway.networking.k8s.io/v1", "HTTPRoute", "spec", Map.of(
                    "parentRefs", List.of(Map.of("name", "public", "namespace", "gateway", "sectionName", "https")),
                    "hostnames", List.of(name + ".example.com"),
                    "rules", List.of(Map.of(
                            "matches", List.of(Map.of("path", Map.of("type", "PathPrefix", "value", "/"))),
                            "backendRefs", List.of(Map.of("name", name, "port", PORT))))));
            object("monitor", "monitoring.coreos.com/v1", "ServiceMonitor", "spec", Map.of(
                    "selector", Map.of("matchLabels", selector),
                    "endpoints", List.of(Map.of("port", "http", "path", "/metrics", "interval", "30s"))));
        }

        private static Map<String, Object> namespace(String name) {
            return Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name)));
        }

        private Map<String, Object> pod() {
            String host = upstream == null ? "127.0.0.1" : upstream + ".bench.svc.cluster.local";
            var container = new TreeMap<String, Object>();
            container.put("name", name);
            container.put("image", "registry.example.com/bench/" + name + ":1.4.2");
            container.put("args", List.of("--config=/etc/app/app.toml", "--data=/var/lib/app"));
            container.put("ports", List.of(Map.of("name", "http", "containerPort", PORT, "protocol", "TCP")));
            container.put("env", List.of(
                    Map.of("name", "APP_NAME", "value", name),
                    Map.of("name", "HTTP_PORT", "value", "" + PORT),
                    Map.of("name", "DATA_DIR", "value", "/var/lib/app"),
                    Map.of("name", "UPSTREAM_URL", "value", "http://" + host + ":" + PORT),
                    from("LOG_LEVEL", "configMapKeyRef"),
                    from("API_TOKEN", "secretKeyRef")));
            container.put("resources", Map.of(
                    "requests", Map.of("cpu", "50m", "memory", "128Mi"), "limits", Map.of("memory", "256Mi")));
            container.put("livenessProbe", Map.of(
                    "httpGet", Map.of("path", "/healthz", "port", "http"), "periodSeconds", 20, "failureThreshold", 3));
            container.put("readinessProbe", Map.of(
                    "httpGet", Map.of("path", "/readyz", "port", "http"), "initialDelaySeconds", 5, "periodSeconds", 10));
            container.put("securityContext", Map.of(
                    "allowPrivilegeEscalation", false,
                    "readOnlyRootFilesystem", true,
                    "capabilities", Map.of("drop", List.of("ALL"))));
            container.put("volumeMounts", List.of(
                    Map.of("name", "data", "mountPath", "/var/lib/app"),
                    Map.of("name", "config", "mountPath", "/etc/app", "readOnly", true)));
            return Map.of(
                    "serviceAccountName", name,
                    "automountServiceAccountToken", false,
                    "securityContext", Map.of(
                            "runAsNonRoot", true,
                            "runAsUser", 1000,
                            "runAsGroup", 1000,
                            "fsGroup", 1000,
                            "seccompProfile", Map.of("type", "RuntimeDefault")),
                    "containers", List.of(container),
                    "volumes", List.of(
                            Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", name)),
                            Map.of("name", "config", "configMap", Map.of("name", name))));
        }

        private Map<String, Object> from(String variable, String source) {
            return Map.of("name", variable, "valueFrom", Map.of(source, Map.of("name", name, "key", variable)));
        }

        /** What Flux is told, which Espalier makes of itself where the chart is in a component. */
        void flux() {
            var spec = new TreeMap<String, Object>(Map.of(
                    "interval", "1h",
                    "retryInterval", "1m",
                    "timeout", "5m",
                    "path", "./dist/bench/apps/" + name,
                    "prune", true,
                    "wait", true,
                    "sourceRef", Map.of("kind", "GitRepository", "name", "flux-system")));
            if (upstream != null) {
                spec.put("dependsOn", List.of(Map.of("name", "apps-" + upstream)));
            }
            var metadata = ApiObjectMetadata.builder().name("apps-" + name).namespace("flux-system").build();
            add("flux", "kustomize.toolkit.fluxcd.io/v1", "Kustomization", metadata, "spec", spec);
        }

        private void object(String id, String version, String kind, String field, Object value) {
            add(id, version, kind, ApiObjectMetadata.builder().name(name).build(), field, value);
        }

        private void add(String id, String version, String kind, ApiObjectMetadata metadata, String field, Object value) {
            var props = ApiObjectProps.builder().apiVersion(version).kind(kind).metadata(metadata).build();
            new ApiObject(this, id, props).addJsonPatch(JsonPatch.add("/" + field, value));
        }
    }
}
