package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.Airflow;
import apps.Coder;
import apps.Discourse;
import apps.MediaMtx;
import apps.N8n;
import apps.RaiPlaySoundRss;
import apps.Registry;
import apps.RomM;
import espalier.Component;
import espalier.Resource;
import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.OwnAccounts;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.Storage;
import espalier.kubernetes.StorageClass;
import espalier.platform.K3s;
import infra.Postgres;
import infra.bitnami.PostgresChart;
import infra.fission.Environment;
import infra.fission.Fission;
import infra.fission.Function;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What people use beside media and models, with the settings that no cluster shows. */
class ToolsTest {
    private static Compilation with(BiConsumer<Ground, StorageClass> build) {
        return Ground.bare(ground -> {
            StorageClass disks = new K3s(ground, Ground.K3S, k -> k.machines("192.168.20.0/24")).localPath();
            ground.says(Storage.on(disks));
            new Namespace(ground.infrastructure, "tools");
            build.accept(ground, disks);
        });
    }

    private static void approve(String name, BiConsumer<Ground, StorageClass> build) {
        Compilation compilation = with(build);
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/" + name + ".yaml", Compiled.files(compilation, "apps/" + name + "/"));
    }

    @Test
    void n8n() {
        approve(
                "n8n",
                (ground, disks) -> new N8n(
                        ground.apps, "n8n", new Postgres(ground.apps, "postgres", disks, "1Gi"), n -> n.size("1Gi")));
    }

    @Test
    void aRegistryForProgramsOfTheCluster() {
        approve("registry", (ground, disks) -> new Registry(ground.apps, "registry", "1Gi", r -> {}));
    }

    @Test
    void romm() {
        approve("romm", (ground, disks) -> new RomM(ground.apps, "romm", "1Gi", r -> {}));
    }

    @Test
    void mediaMtx() {
        approve("mediamtx", (ground, disks) -> new MediaMtx(ground.apps, "mediamtx", m -> {}));
    }

    @Test
    void feeds() {
        approve("feeds", (ground, disks) -> new RaiPlaySoundRss(ground.apps, "feeds", r -> {}));
    }

    @Test
    void aForumThatSendsMail() {
        approve(
                "forum",
                (ground, disks) -> new Discourse(
                        ground.apps,
                        "forum",
                        disks,
                        "admin@example.com",
                        d -> d.size("1Gi").mail("mail.example.com", "forum")));
    }

    @Test
    void coderThatNobodyReachesFromOutside() {
        approve(
                "coder",
                (ground, disks) -> new Coder(
                        ground.apps, "coder", new PostgresChart(ground.apps, "db", "coder", disks, "1Gi"), c -> {}));
    }

    @Test
    void aFunctionThatNobodyAsksByItsPath() {
        approve("night", (ground, disks) -> {
            var fission = new Fission(ground.apps, "fission", f -> {});
            var nodejs = new Environment(ground.apps, "nodejs", fission, "ghcr.io/fission/node-env-22:1.35", 1);
            new Function(
                    ground.apps,
                    "night",
                    fission,
                    nodejs,
                    Resource.of("kyrion/functions/hello.js"),
                    f -> f.seconds(300));
        });
    }

    @Test
    void aDatabaseOfBitnamisChartIsForItsAppAlone() {
        Compilation compilation = with((ground, disks) -> {
            var airflow = new Namespace(ground.infrastructure, "airflow");
            var database = new PostgresChart(ground.apps.in(airflow), "airflow-db", "airflow", disks, "1Gi");
            new Airflow(ground.apps.in(airflow), "airflow", database, disks, a -> {});
            new Isolation(ground.infrastructure, "isolation", Dialect.KUBERNETES, airflow);
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/airflow.yaml", Compiled.files(compilation, "apps/airflow/"));
    }

    @Test
    void podsThatNameNoAccountHaveOneOfTheirOwnAndNoToken() {
        Compilation compilation = with((ground, disks) -> {
            ground.says(new OwnAccounts());
            var plain = new Component(ground.apps, "plain") {};
            new Deployment(plain, d -> d.container("web", "example.com/web:1", c -> {}));
            new Deployment(plain, "worker", d -> d.container("worker", "example.com/web:1", c -> {}));
            var mixed = new Component(ground.apps, "mixed") {};
            var account = new ServiceAccount(mixed);
            new Deployment(
                    mixed,
                    d -> d.serviceAccount(account, "a test").container("operator", "example.com/web:1", c -> {}));
            new Deployment(mixed, "page", d -> d.container("page", "example.com/web:1", c -> {}));
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify(
                "constructs/own-accounts.yaml",
                Compiled.files(compilation, "apps/plain/") + Compiled.files(compilation, "apps/mixed/"));
    }
}
