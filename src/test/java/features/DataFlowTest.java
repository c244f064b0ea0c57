package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.StorageClass;
import espalier.report.ClusterPage;
import espalier.rules.References;
import infra.monitoring.Alloy;
import infra.monitoring.GraphiteExporter;
import infra.monitoring.Loki;
import infra.monitoring.MetricsSink;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is measured, logged or traced goes somewhere, and what is there for it gets some. */
class DataFlowTest extends GroundCases {
    DataFlowTest() {
        super("data-flow");
    }

    private static Loki loki(Ground ground) {
        Elsewhere.definitions(ground, "monitoring.coreos.com");
        var driver = ground.external().clusterScoped("storage.k8s.io", "CSIDriver", "ceph.example.com", "a test");
        var disks = new StorageClass(ground.infrastructure, "disks", driver, c -> {});
        return new Loki(ground.infrastructure, "loki", disks, "1Gi");
    }

    private static void alone(Ground ground) {
        new ConfigMap(ground.apps, "note", m -> m.value("a", "b"));
    }

    private static String page(Compilation compilation) {
        return ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
    }

    @Override
    void all() {
        is("logs that nobody sends", "flow-dry", DataFlowTest::loki);
        is("logs that nobody takes", "flow-lost", ground -> {
            Elsewhere.definitions(ground, "monitoring.coreos.com");
            new Alloy(ground.infrastructure, "alloy");
        });
        is("metrics that nobody reads", "flow-lost", ground -> {
            Elsewhere.definitions(ground, "monitoring.coreos.com");
            new GraphiteExporter(ground.infrastructure, "graphite", g -> {});
        });
        is("logs that somebody sends", "", ground -> new Alloy(ground.infrastructure, "alloy").to(loki(ground)));
        is(
                "logs from outside the cluster",
                "",
                ground -> loki(ground).waive(References.FLOW_DRY, "the router sends its logs"));
        is("another thing than what is there for it", "flow-dry flow-lost", ground -> {
            MetricsSink prometheus = loki(ground)::node;
            prometheus.reads(new Alloy(ground.infrastructure, "alloy"));
        });
        is("a construct that could not be made may be what would send", "setting-null", ground -> {
            loki(ground);
            new Component(ground.apps, "half") {
                {
                    node().markIncomplete();
                    new ConfigMap(this, c -> c.named(null));
                }
            };
        });
    }

    @Test
    void thePageDrawsWhatFlowsBetweenComponents() {
        var compilation = Ground.with(ground -> {
            alone(ground);
            var loki = loki(ground);
            var alloy = new Alloy(ground.infrastructure, "alloy").to(loki);
            loki.node().flow("its own", loki.node());
            alloy.metricsTo(ground.apps::node);
        });
        assertThat(compilation.failed()).isFalse();
        assertThat(page(compilation))
                .contains("## Data flow")
                .contains("  n_infrastructure_alloy -->|\"logs\"| n_infrastructure_loki\n")
                .contains("  n_infrastructure_alloy -->|\"metrics\"| n_apps\n")
                .doesNotContain("its own");
    }

    @Test
    void whereNothingFlowsNothingIsDrawn() {
        assertThat(page(Ground.with(DataFlowTest::alone))).doesNotContain("## Data flow");
    }
}
