package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Identity;
import espalier.NamespaceHandle;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.Bucket;
import infra.Minio;
import infra.NfsMount;
import infra.S3;
import infra.velero.Velero;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies of a cluster in a bucket inside and in one outside, every day, for as long as somebody said. */
class BackupsTest {
    private static Minio minio(Stage apps) {
        var driver = apps.node()
                .cluster()
                .external()
                .clusterScoped("storage.k8s.io", "CSIDriver", "driver.longhorn.io", "a test");
        var disks = new StorageClass(apps, "longhorn", driver, c -> {});
        var namespace = new Namespace(apps, "objects");
        return new Minio(apps.in(namespace), "minio", disks, "500Gi", m -> m.memory("2Gi"));
    }

    private static StorageClass models(Stage apps) {
        return new StorageClass(apps, "nvme", espalier.Text.of("driver.longhorn.io"), c -> {});
    }

    private static SecretKey given(Scope scope, String id, String key) {
        return new BootstrapSecret(scope, id, s -> s.named(id).given(key, "what a person brings")).key(key);
    }

    private static SecretKey password(Velero velero) {
        return given(velero.namespace(), "velero-repo-credentials", "repository-password");
    }

    @Test
    void insideAndOutsideOnceADay() {
        Compilation compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "monitoring.coreos.com");
            var media = new Namespace(apps, "media");
            var library = new NfsMount("library", "nas.example.com", "/media");
            var minio = minio(apps);
            var velero = new Velero(apps, "velero");
            velero.metricsTo(apps::node);
            velero.password(password(velero)).leaveOut(library);
            var inside = velero.location("local", minio);
            var outside = velero.location(
                    "backblaze",
                    new S3("https://s3.us-west-004.backblazeb2.com", "us-west-004", "home-velero"),
                    given(velero.namespace(), "backblaze", "cloud"));
            velero.daily("daily-local", inside, d -> d.at(1, 30).keep(Duration.ofDays(14)));
            velero.daily("daily-backblaze", outside, d -> d.only(media));
            velero.leaveOut(models(apps));
            velero.daily("daily-slim", outside, d -> d.without(media));
        });
        Snapshots.verify(
                "constructs/velero.yaml",
                Compiled.files(compilation, "apps/velero") + Compiled.files(compilation, "apps/minio"));
    }

    /** A bucket in its server's own namespace needs no second Secret. */
    @Test
    void aBucketBesideItsServer() {
        Compilation compilation = Compiled.stage(apps -> {
            var minio = minio(apps);
            new Bucket(apps.in(minio.namespace()), "thanos", minio, b -> b.named("metrics-blocks"));
        });
        String files = Compiled.files(compilation, "apps/thanos/");
        assertThat(files)
                .contains("value: metrics-blocks", "value: http://root:$(MINIO_ROOT_PASSWORD)@minio:9000")
                .contains("name: thanos-credentials\n                  key: SECRET_KEY")
                .doesNotContain("thanos-user");
    }

    @Test
    void mistakesAreTold() {
        Compilation compilation = Compiled.stage(apps -> {
            var minio = minio(apps);
            new Bucket(apps, "first", minio, b -> b.named("logs"));
            new Bucket(apps, "second", minio, b -> b.named("logs"));
            new Bucket(apps, "third", minio, b -> b.named("L_"));
            new Velero(apps, "open");
            var velero = new Velero(apps, "velero");
            velero.password(given(velero.namespace(), "mine", "password"));
            var elsewhere = new Component(apps, "elsewhere") {};
            var secret = Provision.of(Identity.of("", "Secret", "default", "theirs"), elsewhere.node())
                    .withKeys(List.of("key"));
            elsewhere.node().provide(secret);
            new BootstrapSecret(
                    apps.in(NamespaceHandle.DEFAULT),
                    "copy",
                    s -> s.text("key", espalier.Text.of("value=", SecretKey.of(secret, "key"))));
            var local = velero.location("local", minio);
            velero.daily("never", local, d -> d.at(25, 0).keep(Duration.ZERO));
            velero.daily("both", local, d -> d.only(NamespaceHandle.DEFAULT).without(NamespaceHandle.DEFAULT));
            velero.daily("always", local, d -> d.at(23, 59).keep(Duration.ofDays(1)));
            velero.location(
                    "nowhere", new S3("s3.example.com", "eu", "home"), given(velero.namespace(), "s3", "cloud"));
        });
        var told = new StringBuilder();
        compilation.findings().stream()
                .filter(f -> List.of(
                                "bucket-taken",
                                "bucket-name",
                                "backup-password",
                                "backup-endpoint",
                                "backup-time",
                                "secret-key",
                                "setting-excludes")
                        .contains(f.rule().id()))
                .forEach(f -> told.append(f.toString().replaceAll("\\.java:\\d+", ".java:N"))
                        .append("\n\n"));
        Snapshots.verify("findings/backups.txt", told.toString());
    }
}
