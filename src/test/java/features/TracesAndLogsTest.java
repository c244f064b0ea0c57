package features;

import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.Minio;
import infra.elastic.Elasticsearch;
import infra.elastic.Kibana;
import infra.monitoring.DashboardFile;
import infra.monitoring.DatasourceFile;
import infra.monitoring.Grafana;
import infra.monitoring.Jaeger;
import infra.monitoring.Loki;
import infra.monitoring.OpenTelemetryCollector;
import infra.monitoring.OpenTelemetryOperator;
import infra.monitoring.PrometheusStack;
import infra.monitoring.Promtail;
import infra.monitoring.PushProx;
import infra.monitoring.PushProxClient;
import infra.monitoring.Tempo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where logs and traces come from, where they are kept, and who shows them, with what no cluster sets. */
class TracesAndLogsTest extends GroundCases {
    TracesAndLogsTest() {
        super("datasource-files");
    }

    private static StorageClass disks(Ground ground) {
        Elsewhere.definitions(ground, "monitoring.coreos.com", "cert-manager.io");
        var driver = ground.external().clusterScoped("storage.k8s.io", "CSIDriver", "ceph.example.com", "a test");
        return new StorageClass(ground.infrastructure, "disks", driver, c -> {});
    }

    private static PrometheusStack stack(Ground ground, StorageClass disks) {
        var login = new BootstrapSecret(ground.infrastructure, "login", s -> s.password("admin-password"));
        return new PrometheusStack(
                ground.infrastructure.in(new Namespace(
                        ground.infrastructure, "pages", n -> n.privileged("the node exporter reads its node"))),
                "stack",
                disks,
                login.key("admin-password"),
                s -> {});
    }

    private static void everything(Ground ground) {
        var disks = disks(ground);
        var machine = new Machine(new K3s(ground, Ground.K3S), "small", "192.168.1.21");
        var space = new Namespace(
                ground.apps, "watching", n -> n.privileged("the log shipper and the client read their node"));
        var watching = ground.apps.in(space);
        var minio = new Minio(watching, "minio", disks, "10Gi");
        var loki = new Loki(watching, "loki", disks, "2Gi", l -> l.blocks(minio));
        var tempo = new Tempo(watching, "tempo", disks, minio, t -> t.retention(Duration.ofDays(2)));
        var elastic = new Elasticsearch(watching, "elastic", disks, "5Gi", e -> e.retention(Duration.ofDays(3)));
        new Kibana(watching, "kibana", elastic, k -> {});
        var jaeger = new Jaeger(watching, "jaeger", elastic, j -> {});
        new OpenTelemetryOperator(ground.infrastructure.in(NamespaceHandle.KUBE_SYSTEM), "operator");
        // One that does both.
        var collector = new OpenTelemetryCollector(watching, "collector")
                .to(tempo)
                .to(jaeger)
                .to(elastic);
        var promtail = new Promtail(watching, "promtail").to(loki).to(collector);
        var grafana = new Grafana(watching, "grafana", disks, g -> {});
        grafana.show(loki);
        grafana.tracesTo(collector);
        new DatasourceFile(watching, "datasource", grafana, tempo, Resource.of("features/datasource.yaml"));
        new DashboardFile(watching, "dashboard", Resource.of("features/dashboard.json"));
        promtail.metricsTo(ground::node);
        collector.metricsTo(ground::node);
        var proxy = new PushProx(watching, "pushprox", p -> {}).reads("nas", ground::node, "nas.example.com", 9100);
        new PushProxClient(watching, "client", proxy, machine).reads("kube-proxy", 10249, ground::node);
    }

    @Test
    void everythingSaid() {
        var compilation = Ground.with(TracesAndLogsTest::everything);
        Snapshots.verify(
                "constructs/traces-and-logs.yaml", Ground.findings(compilation) + Compiled.files(compilation, "apps/"));
    }

    @Override
    void all() {
        is("a data source with a place for its address", "", ground -> datasource(ground, "features/datasource.yaml"));
        is(
                "a data source with no place for its address",
                "datasource-url",
                ground -> datasource(ground, "features/datasource-without-place.yaml"));
        is("a collector that is told nothing", "flow-lost", ground -> {
            disks(ground);
            new OpenTelemetryOperator(ground.infrastructure.in(NamespaceHandle.KUBE_SYSTEM), "operator");
            new OpenTelemetryCollector(ground.apps, "collector");
        });
        is("a collector that nobody sends to", "flow-dry", ground -> {
            var disks = disks(ground);
            new OpenTelemetryOperator(ground.infrastructure.in(NamespaceHandle.KUBE_SYSTEM), "operator");
            var minio = new Minio(ground.infrastructure, "minio", disks, "1Gi");
            var tempo = new Tempo(ground.infrastructure, "tempo", disks, minio, t -> {});
            new OpenTelemetryCollector(ground.apps, "collector").to(tempo);
        });
        is(
                "an Elasticsearch that nothing writes to",
                "flow-dry",
                ground -> new Elasticsearch(ground.infrastructure, "elastic", disks(ground), "1Gi", e -> {}));
        is(
                "a proxy that no client connects to",
                "flow-dry",
                ground -> new PushProx(ground.infrastructure, "pushprox", p -> {}));
    }

    private static void datasource(Ground ground, String file) {
        var disks = disks(ground);
        var stack = stack(ground, disks);
        var loki = new Loki(ground.infrastructure, "loki", disks, "1Gi");
        new Promtail(ground.infrastructure, "promtail").to(loki);
        new DatasourceFile(ground.apps, "datasource", stack, loki, Resource.of(file));
    }
}
