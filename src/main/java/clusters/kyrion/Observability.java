package clusters.kyrion;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.platform.Machine;
import espalier.rules.Platforms;
import espalier.rules.Policies;
import infra.Minio;
import infra.elastic.Elasticsearch;
import infra.elastic.Kibana;
import infra.monitoring.DashboardFile;
import infra.monitoring.DatasourceFile;
import infra.monitoring.Jaeger;
import infra.monitoring.Loki;
import infra.monitoring.Measured;
import infra.monitoring.OpenTelemetryCollector;
import infra.monitoring.OpenTelemetryOperator;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusStack;
import infra.monitoring.Promtail;
import infra.monitoring.PushProx;
import infra.monitoring.PushProxClient;
import infra.monitoring.Tempo;
import infra.monitoring.Traced;
import java.time.Duration;
import java.util.List;

/**
 * What watches over Elysium: the data flow that its document draws, link by link.
 *
 * <p>The document has Promtail write to Elasticsearch, which it cannot: a collector in between takes what is meant for a Loki. And
 * it has Elasticsearch feed Jaeger: Jaeger keeps its traces there.
 */
final class Observability {
    private static final String ONE_MACHINE = "there is one machine, and what it measured may be lost with it";

    private final PrometheusStack prometheus;
    private final OpenTelemetryCollector traces;

    Observability(Stage first, Stage controllers, Stage configs, StorageClass disks, Machine machine) {
        var monitoring = new Namespace(
                controllers,
                "monitoring",
                n -> n.privileged("the exporter, the log shipper and a client of PushProx read their node"));
        var elasticSystem = new Namespace(controllers, "elastic-system");
        var telemetrySystem = new Namespace(controllers, "opentelemetry-operator-system");
        Scope watching = controllers.in(monitoring);
        Scope indexing = controllers.in(elasticSystem);

        // Whatever comes before monitoring says by them how it is read, and waits for nothing of monitoring itself.
        new PrometheusCrds(first, "prometheus-operator-crds");
        var login = new BootstrapSecret(watching, "grafana-admin", s -> s.password("admin-password"));
        // The document gives Prometheus, Grafana and Loki 2 GiB together.
        prometheus = new PrometheusStack(
                watching,
                "kube-prometheus-stack",
                disks,
                login.key("admin-password"),
                p -> p.host("grafana")
                        .retention(Duration.ofDays(7))
                        .size("20Gi")
                        .memory("1Gi")
                        .grafanaSize("2Gi"));

        var minio = new Minio(watching, "minio", disks, "50Gi");
        var loki = new Loki(
                watching,
                "loki-stack",
                disks,
                "5Gi",
                l -> l.chartOfGrafana().blocks(minio).retention(Duration.ofDays(14)));
        var tempo = new Tempo(watching, "tempo-stack", disks, minio, t -> t.retention(Duration.ofDays(7)));
        var elasticsearch = new Elasticsearch(indexing, "elastic", disks, "10Gi", e -> e.retention(Duration.ofDays(7)));
        var kibana = new Kibana(indexing, "kibana", elasticsearch, k -> k.host("kibana"));
        kibana.knownBroken(
                "its hook makes a Secret that is there since the install, so that an upgrade fails until somebody deletes"
                        + " kibana-es-token",
                "https://github.com/elastic/helm-charts/blob/v8.5.1/kibana/templates/configmap-helm-scripts.yaml");
        // It stands beside Elasticsearch, whose certificate no other namespace knows.
        var jaeger = new Jaeger(indexing, "jaeger", elasticsearch, j -> j.host("jaeger"));

        new OpenTelemetryOperator(controllers.in(telemetrySystem), "opentelemetry");
        traces = new OpenTelemetryCollector(configs.in(telemetrySystem), "traces")
                .to(tempo)
                .to(jaeger);
        var index = new OpenTelemetryCollector(configs.in(elasticSystem), "log-index").to(elasticsearch);
        var promtail = new Promtail(watching, "promtail").to(loki).to(index);

        var pushprox = new PushProx(watching, "pushprox", p -> p.host("pushprox"));
        // K3s runs all parts of Kubernetes in one process, and each port tells of all of them.
        new PushProxClient(watching, "pushprox-client", pushprox, machine).reads("k3s", 10249, prometheus);

        Scope pages = configs.in(monitoring);
        new DatasourceFile(pages, "datasource-loki", prometheus, loki, file("datasources/loki.yaml"));
        new DatasourceFile(pages, "datasource-tempo", prometheus, tempo, file("datasources/tempo.yaml"));
        new DatasourceFile(pages, "datasource-jaeger", prometheus, jaeger, file("datasources/jaeger.yaml"));
        new DashboardFile(pages, "dashboard-data-flow", file("dashboards/data-flow.json"));
        new DashboardFile(pages, "dashboard-logs", file("dashboards/logs.json"));
        new DashboardFile(pages, "dashboard-traces", file("dashboards/traces.json"));

        trace(prometheus);
        measure(minio, loki, tempo, jaeger, traces, index, promtail, pushprox);
        for (Component kept : List.of(prometheus, loki, tempo, elasticsearch)) {
            kept.waive(Platforms.STORAGE_FLEETING, ONE_MACHINE);
        }
        for (Component exempt : List.of(monitoring, elasticSystem, telemetrySystem)) {
            exempt.waive(Policies.DEFAULT_DENY, "the document exempts monitoring, which reads from everywhere");
        }
    }

    private static Resource file(String path) {
        return Resource.of("kyrion/" + path);
    }

    /** Lets Prometheus read what each of {@code told} tells of itself. */
    void measure(Measured... told) {
        for (Measured one : told) {
            one.metricsTo(prometheus);
        }
    }

    /** Lets each of {@code told} send the collector what it does for each request. */
    void trace(Traced... told) {
        for (Traced one : told) {
            one.tracesTo(traces);
        }
    }
}
