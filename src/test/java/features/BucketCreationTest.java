package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.Bucket;
import infra.Minio;
import infra.velero.Velero;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a bucket's Job runs makes the bucket and its user, however often it runs; with {@code mc}, on a real MinIO.
 *
 * <p>Script and variables are those of dist/; only the address of the server is the test's.
 */
@Tag("long")
class BucketCreationTest {
    private static final Compilation CLUSTER = Compiled.stage(apps -> {
        var driver = apps.node()
                .cluster()
                .external()
                .clusterScoped("storage.k8s.io", "CSIDriver", "driver.longhorn.io", "a test");
        var disks = new StorageClass(apps, "longhorn", driver, c -> {});
        var objects = apps.in(new Namespace(apps, "objects"));
        var minio = new Minio(objects, "minio", disks, "10Gi");
        var velero = new Velero(apps, "velero");
        var password = new BootstrapSecret(
                velero.namespace(),
                "password",
                s -> s.named("velero-repo-credentials").given("repository-password", "it"));
        velero.password(password.key("repository-password"));
        velero.location("local", minio);
        new Bucket(apps.in(new Namespace(apps, "monitoring")), "loki", minio, b -> b.named("logs"));
    });

    private static final Map<String, String> MADE = MadeSecrets.of(CLUSTER);

    @TempDir
    static Path root;

    private static MinioServer server;

    private final Map<String, String> secrets = new TreeMap<>(MADE);

    @BeforeAll
    static void startServer() throws Exception {
        Tools.find("mc");
        server = MinioServer.start(CLUSTER, MADE, root);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aBucketForItsUserAndForNobodyElse() throws Exception {
        for (int i = 0; i < 3; i++) {
            make("velero-local-bucket-make");
        }
        make("loki-make");
        String[] velero = credentialsFile();
        String lokiPassword = secrets.get("loki-credentials/SECRET_KEY");
        assertThat(secrets).containsEntry("loki-credentials/ACCESS_KEY", "logs");

        Path file = Files.writeString(root.resolve("backup"), "all of it");
        mc(velero[0], velero[1], "cp", "--quiet", file.toString(), "server/velero/a/backup")
                .expectSuccess();
        assertThat(mc(velero[0], velero[1], "cat", "server/velero/a/backup").expectSuccess())
                .isEqualTo("all of it");
        make("velero-local-bucket-make");
        assertThat(mc(velero[0], velero[1], "ls", "--json", "server").expectSuccess())
                .contains("velero/")
                .doesNotContain("logs/");

        assertThat(mc("logs", lokiPassword, "cat", "server/velero/a/backup").exit())
                .isNotZero();
        assertThat(mc("logs", "not-the-password", "ls", "server/logs").exit()).isNotZero();
        assertThat(mc(velero[0], velero[1], "mb", "server/another").exit()).isNotZero();
        assertThat(mc(velero[0], velero[1], "admin", "user", "list", "server").exit())
                .isNotZero();
        assertThat(server.status("/velero/a/backup")).isEqualTo(403);
    }

    @Test
    void thePasswordFollowsTheSecret() throws Exception {
        make("loki-make");
        String before = secrets.get("loki-user/SECRET_KEY");
        secrets.put("loki-user/SECRET_KEY", "$(changed)'\"\\ é");
        make("loki-make");
        mc("logs", "$(changed)'\"\\ é", "ls", "server/logs").expectSuccess();
        assertThat(mc("logs", before, "ls", "server/logs").exit()).isNotZero();
    }

    @Test
    void theCopyBesideTheServerIsTheReadersPassword() {
        assertThat(secrets.get("loki-user/SECRET_KEY"))
                .hasSize(32)
                .isEqualTo(secrets.get("loki-credentials/SECRET_KEY"))
                .isNotEqualTo(secrets.get("velero-local-bucket-user/SECRET_KEY"));
    }

    @Test
    void aWrongPasswordOfRootEndsTheJobAndTellsNone() throws Exception {
        secrets.put("minio-root/MINIO_ROOT_PASSWORD", "not-the-password");
        Path output = root.resolve("job.log");
        Process process = start("loki-make", output);
        assertThat(process.waitFor()).isNotZero();
        assertThat(output)
                .content()
                .doesNotContain("not-the-password")
                .doesNotContain(secrets.get("loki-user/SECRET_KEY"));
    }

    /** Prometheus has no password. */
    @Test
    void metricsAreForEverybody() throws Exception {
        assertThat(server.status("/minio/v2/metrics/cluster")).isEqualTo(200);
    }

    /** User and password of the file that Velero gets. */
    private String[] credentialsFile() {
        String[] lines = secrets.get("velero-local-credentials/cloud").split("\n");
        assertThat(lines).hasSize(3).startsWith("[default]");
        assertThat(lines[1]).startsWith("aws_access_key_id=");
        assertThat(lines[2]).startsWith("aws_secret_access_key=");
        return new String[] {
            lines[1].substring("aws_access_key_id=".length()), lines[2].substring("aws_secret_access_key=".length())
        };
    }

    private void make(String job) throws Exception {
        Path output = root.resolve("job.log");
        assertThat(start(job, output).waitFor()).as(Files.readString(output)).isZero();
        assertThat(output)
                .content()
                .doesNotContain(secrets.get("minio-root/MINIO_ROOT_PASSWORD"))
                .doesNotContain(secrets.get("loki-user/SECRET_KEY"));
    }

    private Process start(String job, Path output) throws Exception {
        var container = ContainerStart.of(CLUSTER, "Job", job, "make-bucket", secrets);
        Map<String, String> environment = container.environment();
        assertThat(environment.get("MC_HOST_server")).endsWith("@minio:9000");
        environment.computeIfPresent("MC_HOST_server", (name, url) -> url.replace("minio:9000", address()));
        environment.compute("MC_CONFIG_DIR", (name, path) -> root + path);
        Path programs = Path.of(Tools.find("mc")).getParent();
        environment.put("PATH", programs + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        return container.start(container.words(), output);
    }

    private Tools.Ran mc(String user, String password, String... words) throws Exception {
        // mc takes what stands in the URL as it is written there.
        Path config = Files.createDirectories(root.resolve("config"));
        String alias = "{\"version\":\"10\",\"aliases\":{\"server\":{\"url\":\"http://" + address()
                + "\",\"accessKey\":\"" + user + "\",\"secretKey\":\""
                + password.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"api\":\"s3v4\",\"path\":\"on\"}}}";
        Files.writeString(config.resolve("config.json"), alias);
        var command = new ArrayList<>(List.of(Tools.find("mc"), "--config-dir", config.toString()));
        command.addAll(List.of(words));
        return Tools.run(command, null, "");
    }

    private String address() {
        return "127.0.0.1:" + server.port();
    }
}
