package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.Phoenix;
import espalier.Component;
import espalier.compile.Compilation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.Database;
import infra.LocalPath;
import infra.Minio;
import infra.Postgres;
import infra.cnpg.CloudNativePg;
import infra.cnpg.PostgresCluster;
import infra.cnpg.PostgresCluster.PostgresClusterSettings;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** PostgreSQL run by an operator: its archive, its recovery, and databases that apps have as in any other. */
class CloudNativePgTest extends GroundCases {
    /** A server and what it stands on, in a namespace of its own. */
    private static PostgresCluster server(Ground ground, BiConsumer<PostgresClusterSettings, Minio> configure) {
        Elsewhere.definitions(ground, "monitoring.coreos.com", "cert-manager.io");
        StorageClass disks = new LocalPath(ground.infrastructure, "disks", "/var/disks").storageClass();
        var minio = new Minio(ground.infrastructure, "minio", disks, "100Gi");
        var data = ground.infrastructure.in(new Namespace(ground.infrastructure, "data"));
        new CloudNativePg(data, "cloudnative-pg").metricsTo(ground::node);
        return new PostgresCluster(data, "books", disks, "5Gi", p -> configure.accept(p, minio));
    }

    private static Compilation with(Consumer<Ground> build) {
        Compilation compilation = Ground.with(build);
        assertThat(Ground.findings(compilation)).isEmpty();
        return compilation;
    }

    CloudNativePgTest() {
        super("cloudnative-pg");
    }

    @Override
    void all() {
        is(
                "recovery from the archive that it writes to",
                "archive-taken",
                ground -> server(ground, (p, minio) -> p.archive(minio, a -> a.recoverFrom("books"))));
        is(
                "recovery from an archive that it writes to under another name",
                "archive-taken",
                ground -> server(
                        ground, (p, minio) -> p.archive(minio, a -> a.as("old").recoverFrom("old"))));
        is(
                "recovery under a name of its own",
                "",
                ground -> server(
                        ground,
                        (p, minio) -> p.archive(minio, a -> a.as("books-2").recoverFrom("books"))));
        is("a database twice", "database-taken", ground -> {
            var server = server(ground, (p, minio) -> {});
            new Phoenix(ground.apps, "phoenix", server, p -> {});
            new Database(new Component(ground.apps, "other") {}, "database", server, d -> d.named("phoenix"));
        });
    }

    @Test
    void itArchivesAllThatIsWritten() {
        Snapshots.verify(
                "constructs/cloudnative-pg.yaml",
                Compiled.files(
                                with(ground -> server(
                                                ground,
                                                (p, minio) -> p.instances(2)
                                                        .memory("1Gi")
                                                        .superuser()
                                                        .archive(
                                                                minio,
                                                                a -> a.keep(Duration.ofDays(30))
                                                                        .compression("gzip")
                                                                        .schedule("0 30 3 * * *")))
                                        .metricsTo(ground::node)),
                                "infrastructure/")
                        .replaceAll("(?s)# infrastructure/(disks|minio|data).*?\n\n", ""));
    }

    @Test
    void afterALossItBeginsWithWhatItsPredecessorArchived() {
        Snapshots.verify(
                "constructs/cloudnative-pg-recovery.yaml",
                Compiled.files(
                        with(ground -> server(
                                ground,
                                (p, minio) ->
                                        p.archive(minio, a -> a.as("books-2").recoverFrom("books")))),
                        "infrastructure/books/cluster.yaml"));
    }

    @Test
    void anAppHasItsDatabaseInEither() {
        String operated = Compiled.files(
                with(ground -> new Phoenix(ground.apps, "phoenix", server(ground, (p, minio) -> {}), p -> {})),
                "apps/phoenix/");
        String plain = Compiled.files(
                with(ground -> {
                    StorageClass disks = new LocalPath(ground.infrastructure, "disks", "/var/disks").storageClass();
                    new Phoenix(ground.apps, "phoenix", new Postgres(ground.apps, "books", disks, "5Gi"), p -> {});
                }),
                "apps/phoenix/");
        Snapshots.verify("constructs/database-of-cloudnative-pg.yaml", operated);
        assertThat(plain).contains("create-database-phoenix", "@books:5432/phoenix");
        assertThat(operated).doesNotContain("create-database").contains("@books-rw.data.svc:5432/phoenix");
    }
}
