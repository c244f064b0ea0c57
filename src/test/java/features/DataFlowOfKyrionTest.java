package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Flow;
import espalier.Node;
import espalier.compile.Compilation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The drawing of metrics, logs and traces in the document of kyrion, arrow by arrow in what Flux reads. */
class DataFlowOfKyrionTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("espalier.root", ".")).resolve("src/main/resources/kyrion");
    private static final Pattern ASKED =
            Pattern.compile("\"datasource\": \\{\\s*\"type\": \"\\w+\",\\s*\"uid\": \"(\\w+)\"");

    private static Compilation kyrion;

    @BeforeAll
    static void compile() {
        kyrion = Compiled.named("kyrion");
    }

    private static String file(String path) {
        String text = Compiled.files(kyrion, path);
        assertThat(text).as(path).isNotEmpty();
        return text;
    }

    private static String controllers(String path) {
        return file("monitoring-controllers/" + path);
    }

    private static String configs(String path) {
        return file("monitoring-configs/" + path);
    }

    /** As {@code promtail -logs-> loki-stack}. */
    private static List<String> flows() {
        var flows = new ArrayList<String>();
        for (Node node : Objects.requireNonNull(kyrion.order()).cluster().node().subtree()) {
            for (Flow flow : node.flows()) {
                flows.add(unit(flow.from()) + " -" + flow.what() + "-> " + unit(flow.to()));
            }
        }
        return flows;
    }

    private static String unit(Node node) {
        return Objects.requireNonNull(node.unit()).id();
    }

    @Test
    void everyArrowOfTheDrawingIsALink() {
        assertThat(flows())
                .contains(
                        "promtail -logs-> loki-stack",
                        "loki-stack -answers-> kube-prometheus-stack",
                        // Promtail cannot write to Elasticsearch: something in between takes it for a Loki.
                        "promtail -logs-> log-index",
                        "log-index -logs-> elastic",
                        // Elasticsearch feeds Jaeger in that it keeps what Jaeger shows.
                        "jaeger -traces-> elastic",
                        "elastic -answers-> kibana",
                        "traces -traces-> tempo-stack",
                        "tempo-stack -answers-> kube-prometheus-stack",
                        "traces -traces-> jaeger",
                        "jaeger -answers-> kube-prometheus-stack",
                        "loki-stack -blocks-> minio",
                        "tempo-stack -blocks-> minio",
                        "pushprox-client -metrics-> pushprox",
                        "pushprox -metrics-> kube-prometheus-stack")
                .contains("n8n -metrics-> kube-prometheus-stack", "n8n -traces-> traces", "traefik -traces-> traces")
                .contains("open-webui -traces-> traces", "fission -traces-> traces");
    }

    @Test
    void prometheusReadsAppsAndAsksAlertmanager() {
        assertThat(controllers("kube-prometheus-stack/helmrelease.yaml"))
                .contains("chart: kube-prometheus-stack", "name: kube-prometheus-stack\n        namespace: flux-system")
                .contains(
                        "serviceMonitorSelectorNilUsesHelmValues: false",
                        "scrapeConfigSelectorNilUsesHelmValues: false")
                // Alertmanager, Grafana and their data sources for Prometheus are what the chart does by itself.
                .contains("alertmanager:\n      alertmanagerSpec:", "grafana:\n      persistence:")
                .doesNotContain("defaultDatasourceEnabled: false", "enabled: false\n    grafana");
        assertThat(file("apps/n8n/servicemonitor.yaml")).contains("regex: n8n");
        assertThat(file("apps/n8n/networkpolicy"))
                .as("who is isolated lets Prometheus in, and its own traces out")
                .contains("kubernetes.io/metadata.name: monitoring\n          podSelector:\n            matchLabels:\n"
                        + "              app.kubernetes.io/name: prometheus")
                .contains("kubernetes.io/metadata.name: opentelemetry-operator-system");
    }

    @Test
    void promtailSendsToLokiAndToTheIndex() {
        assertThat(controllers("promtail/helmrelease.yaml"))
                .contains("chart: promtail", "name: grafana-charts")
                .contains("- url: http://loki-stack:3100/loki/api/v1/push")
                .contains("- url: http://log-index-collector.elastic-system.svc:3500/loki/api/v1/push");
        assertThat(configs("log-index/opentelemetrycollector.yaml"))
                .contains("loki:\n        protocols:\n          http:\n            endpoint: \"0.0.0.0:3500\"")
                .contains("endpoint: https://elastic.elastic-system.svc:9200");
    }

    @Test
    void theCollectorSendsToTempoAndToJaeger() {
        assertThat(configs("traces/opentelemetrycollector.yaml"))
                .contains("namespace: opentelemetry-operator-system")
                .contains("endpoint: tempo-stack.monitoring.svc:4317", "endpoint: jaeger.elastic-system.svc:4317");
        assertThat(file("apps/n8n/helmrelease.yaml"))
                .contains("value: http://traces-collector.opentelemetry-operator-system.svc:4318");
        assertThat(file("infra-controllers/traefik/helmrelease.yaml"))
                .contains("endpoint: traces-collector.opentelemetry-operator-system.svc:4317");
        assertThat(file("apps/fission/helmrelease.yaml"))
                .contains("otlpCollectorEndpoint: traces-collector.opentelemetry-operator-system.svc:4317");
        assertThat(file("apps/open-webui/helmrelease.yaml"))
                .contains("value: http://traces-collector.opentelemetry-operator-system.svc:4317");
        assertThat(controllers("kube-prometheus-stack/helmrelease.yaml"))
                .contains("address: traces-collector.opentelemetry-operator-system.svc:4317");
    }

    @Test
    void lokiAndTempoKeepTheirBlocksInMinio() {
        assertThat(controllers("loki-stack/helmrelease.yaml"))
                .contains("chart: loki", "name: grafana-charts")
                .contains("endpoint: minio:9000", "chunks: loki-stack", "accessKeyId: \"${BLOCKS_ACCESS_KEY}\"")
                .contains("name: loki-stack-blocks-credentials\n              key: SECRET_KEY");
        assertThat(controllers("tempo-stack/helmrelease.yaml"))
                .contains("chart: tempo", "name: grafana-charts")
                .contains("backend: s3", "endpoint: minio:9000", "bucket: tempo-stack");
        assertThat(controllers("loki-stack/sealedsecret.yaml")).contains("name: loki-stack-blocks-credentials");
    }

    @Test
    void jaegerKeepsItsTracesInElasticsearch() {
        assertThat(controllers("elastic/helmrelease.yaml"))
                .contains("namespace: elastic-system", "chart: elasticsearch", "name: elastic\n");
        assertThat(controllers("kibana/helmrelease.yaml")).contains("chart: kibana", "https://elastic:9200");
        assertThat(controllers("jaeger/helmrelease.yaml"))
                .contains("name: ELASTICSEARCH_URL\n          value: https://elastic:9200")
                .contains("name: elastic-login\n              key: password");
    }

    @Test
    void pushProxReadsWhatTheMachineTellsItselfAlone() {
        assertThat(controllers("pushprox-client/deployment.yaml"))
                .contains("hostNetwork: true", "--fqdn=kyrion", "http://pushprox:8080");
        assertThat(controllers("pushprox-client/scrapeconfig.yaml"))
                .contains("- kyrion:10249", "proxyUrl: http://pushprox.monitoring.svc:8080");
    }

    @Test
    void dashboardsAskOnlyForDataSourcesThatThereAre() throws IOException {
        var there = new TreeSet<>(List.of("prometheus")); // the chart's own
        for (Path file : files("datasources")) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            String written = configs("datasource-" + name.replace(".yaml", "") + "/configmap.yaml");
            assertThat(written).contains("grafana_datasource: \"1\"").doesNotContain("{{ url }}");
            Map<?, ?> configMap = new Yaml().load(new StringReader(written.substring(written.indexOf("apiVersion"))));
            Map<?, ?> data = (Map<?, ?>) configMap.get("data");
            Map<?, ?> provisioning = new Yaml().load((String) data.get(name));
            Map<?, ?> source = (Map<?, ?>) ((List<?>) provisioning.get("datasources")).get(0);
            assertThat((String) source.get("url")).startsWith("http://");
            there.add((String) source.get("uid"));
        }
        assertThat(there).containsExactly("jaeger", "loki", "prometheus", "tempo");
        int dashboards = 0;
        for (Path file : files("dashboards")) {
            String text = Files.readString(file);
            Map<?, ?> dashboard = new Yaml().load(text); // JSON is YAML
            assertThat((List<?>) dashboard.get("panels")).isNotEmpty();
            Matcher asked = ASKED.matcher(text);
            while (asked.find()) {
                assertThat(there).contains(asked.group(1));
            }
            dashboards++;
        }
        assertThat(dashboards).isGreaterThanOrEqualTo(3);
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
