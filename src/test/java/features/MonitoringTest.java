package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.monitoring.Alloy;
import infra.monitoring.Dashboard;
import infra.monitoring.Loki;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusStack;
import infra.monitoring.StackSettings;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What watches over a cluster: metrics with alerts, logs, and the page that shows both; all of it on volumes that stay. */
class MonitoringTest {
    private static StorageClass disks(Scope scope) {
        var driver = scope.node()
                .cluster()
                .external()
                .clusterScoped("storage.k8s.io", "CSIDriver", "driver.longhorn.io", "a test");
        return new StorageClass(scope, "longhorn", driver, c -> {});
    }

    private static PrometheusStack stack(Scope scope, StorageClass disks, Consumer<StackSettings> configure) {
        var login = new BootstrapSecret(scope, "login", s -> s.password("admin-password"));
        return new PrometheusStack(scope, "stack", disks, login.key("admin-password"), configure);
    }

    private static Scope monitoring(Stage apps) {
        new PrometheusCrds(apps, "definitions");
        return apps.in(new Namespace(apps, "monitoring", n -> n.privileged("the node exporter reads its node")));
    }

    @Test
    void everythingSaid() {
        Compilation compilation = Compiled.stage(apps -> {
            Scope monitoring = monitoring(apps);
            var disks = disks(apps);
            var loki = new Loki(monitoring, "loki", disks, "20Gi", l -> l.retention(Duration.ofDays(30)));
            var alloy = new Alloy(monitoring, "alloy").to(loki);
            var stack = stack(
                            monitoring,
                            disks,
                            s -> s.retention(Duration.ofDays(14))
                                    .size("55Gi")
                                    .scrapeEvery(Duration.ofMinutes(1))
                                    .alertmanagerSize("2Gi")
                                    .grafanaSize("10Gi")
                                    .memory("3Gi"))
                    .show(loki)
                    .show(Dashboard.NVIDIA_DCGM);
            loki.metricsTo(stack);
            alloy.metricsTo(stack);
        });
        Snapshots.verify("constructs/monitoring.yaml", Compiled.files(compilation, "apps"));
    }

    @Test
    void nothingSaid() {
        Compilation compilation = Compiled.stage(apps -> {
            Scope monitoring = monitoring(apps);
            var disks = disks(apps);
            stack(monitoring, disks, s -> {});
            new Alloy(monitoring, "alloy").to(new Loki(monitoring, "loki", disks, "20Gi"));
        });
        assertThat(Compiled.files(compilation, "apps/stack/"))
                .contains("retention: \"14d\"", "retentionSize: 46080MiB", "scrapeInterval: 30s")
                .doesNotContain("additionalDataSources", "dashboardProviders", "root_url");
        assertThat(Compiled.files(compilation, "apps/loki/")).contains("retention_period: 336h");
    }

    /** Of a size that is no whole number of gibibytes no limit is derived, rather than a wrong one. */
    @Test
    void aSizeInAnotherUnitIsLeftToThePerson() {
        Compilation compilation = Compiled.stage(apps -> stack(monitoring(apps), disks(apps), s -> s.size("1Ti")));
        assertThat(Compiled.files(compilation, "apps/stack/"))
                .contains("storage: 1Ti")
                .doesNotContain("retentionSize");
    }

    @Test
    void withoutDefinitionsTheStackIsRefused() {
        Compilation compilation = Compiled.stage(apps -> stack(apps.in(NamespaceHandle.DEFAULT), disks(apps), s -> {}));
        assertThat(Compiled.findings(compilation)).contains("monitoring.coreos.com");
    }
}
