package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Owner;
import espalier.kubernetes.SecretSource;
import espalier.kubernetes.StorageClass;
import espalier.platform.Machine;
import espalier.platform.Talos;
import infra.Minio;
import infra.OpenEbsHostpath;
import infra.S3;
import infra.rook.BlockPool;
import infra.rook.CephCluster;
import infra.rook.Rook;
import infra.snapshots.SnapshotController;
import infra.volsync.VolSync;
import infra.volsync.VolSync.VolSyncSettings;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Volumes of apps are copied to every repository, and begin with what was copied last. */
class VolSyncTest extends GroundCases {
    private static final S3 BACKBLAZE = new S3("https://s3.us-west-004.backblazeb2.com", "us-west-004", "home");

    VolSyncTest() {
        super("volsync");
    }

    /** Apps that keep something where {@code volsync} copies it. */
    private static void apps(Ground ground, Consumer<VolSyncSettings> settings, BiConsumer<VolSync, Minio> volsync) {
        Elsewhere.definitions(ground, "monitoring.coreos.com");
        var talos =
                new Talos(ground, "1.10.6", t -> t.schedulingOnControlPlanes().userVolumes("caches"));
        for (int i = 1; i <= 3; i++) {
            new Machine(talos, "m" + i, "192.168.10." + i, m -> m.controlPlane().bareDisks("ACME 1", 1));
        }
        new SnapshotController(ground.infrastructure, "snapshot-controller");
        var rook = new Rook(ground.infrastructure, "rook-ceph");
        BlockPool pool = new CephCluster(ground.infrastructure, "ceph", rook, talos, "ACME 1")
                .blockPool("block", p -> p.byDefault());
        StorageClass caches =
                new OpenEbsHostpath(ground.infrastructure, "openebs", talos, "/var/mnt/caches").storageClass();
        var minio = new Minio(ground.infrastructure, "minio", caches, "100Gi");
        var backups = new VolSync(
                ground.infrastructure, "volsync", pool.storageClass(), pool.snapshotClass(), caches, settings);
        volsync.accept(backups, minio);
        backups.metricsTo(ground::node);
        ground.says(backups);
        for (String app : new String[] {"books", "films"}) {
            var component = new Component(ground.apps, app) {};
            var files = new AppVolume(component, "5Gi", new Owner(568, 568));
            new Deployment(
                    component,
                    d -> d.recreate()
                            .runAs(568, 568)
                            .container(app, "example.com/" + app + ":1", c -> c.mount(files, "/data")));
        }
    }

    @Override
    void all() {
        is("no repository", "volsync-nowhere", ground -> apps(ground, v -> {}, (volsync, minio) -> {}));
        is(
                "restored from what is no repository",
                "volsync-nowhere",
                ground -> apps(
                        ground, v -> v.restoreFrom("b3"), (volsync, minio) -> volsync.daily("b2", BACKBLAZE, r -> {})));
        is(
                "restored from the second repository",
                "",
                ground -> apps(
                        ground,
                        v -> v.restoreFrom("b2"),
                        (volsync, minio) ->
                                volsync.hourly("minio", minio, r -> {}).daily("b2", BACKBLAZE, r -> r.keepDaily(7))));
    }

    private static Compilation twice() {
        var compilation = Ground.with(ground -> apps(
                ground,
                v -> v.cache("1Gi"),
                (volsync, minio) -> volsync.hourly(
                                "minio",
                                minio,
                                r -> r.keepHourly(24).keepDaily(7).keepWeekly(5))
                        .daily("b2", BACKBLAZE, r -> r.keepDaily(7))));
        assertThat(Ground.findings(compilation)).isEmpty();
        return compilation;
    }

    @Test
    void aVolumeIsCopiedToBothRepositories() {
        Snapshots.verify(
                "constructs/volsync.yaml",
                Compiled.files(twice(), "infrastructure/volsync") + Compiled.files(twice(), "apps/books"));
    }

    @Test
    void noTwoVolumesAreCopiedAtTheSameTime() {
        String all = Compiled.files(twice(), "apps/");
        assertThat(Pattern.compile("schedule: .*")
                        .matcher(all)
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toSet()))
                .hasSize(4);
    }

    @Test
    void afterALossVolumesCanComeFromTheSecondRepository() {
        var compilation = Ground.with(ground -> apps(
                ground,
                v -> v.restoreFrom("b2"),
                (volsync, minio) ->
                        volsync.hourly("minio", minio, r -> {}).daily("b2", BACKBLAZE, r -> r.keepDaily(7))));
        assertThat(Compiled.files(compilation, "apps/books/replicationdestination.yaml"))
                .contains("repository: books-volsync-b2\n");
    }

    /** Nobody has to bring what is known, such as the name of a bucket's user, also where a vault is the source of Secrets. */
    @Test
    void whatResticNeedsIsMadeOfWhatPeopleBring() {
        var recipes = new ArrayList<String>();
        Ground.with(ground -> {
            ground.says((SecretSource) (secret, declaration) -> {
                if (declaration.provision().identity().name().startsWith("books-volsync")) {
                    declaration
                            .keys()
                            .forEach(key ->
                                    recipes.add(key.name() + ": " + key.recipe().describe()));
                }
            });
            apps(
                    ground,
                    v -> {},
                    (volsync, minio) -> volsync.hourly("minio", minio, r -> {}).daily("b2", BACKBLAZE, r -> {}));
        });
        assertThat(recipes)
                .containsExactly(
                        "RESTIC_REPOSITORY: `s3:http://minio:9000/volsync/default/books`",
                        "RESTIC_PASSWORD: made of `volsync/volsync-minio-credentials` `RESTIC_PASSWORD`",
                        "AWS_ACCESS_KEY_ID: `volsync`",
                        "AWS_SECRET_ACCESS_KEY: made of `volsync/volsync-minio-bucket-credentials` `SECRET_KEY`",
                        "RESTIC_REPOSITORY: `s3:https://s3.us-west-004.backblazeb2.com/home/default/books`",
                        "RESTIC_PASSWORD: made of `volsync/volsync-b2-credentials` `RESTIC_PASSWORD`",
                        "AWS_ACCESS_KEY_ID: made of `volsync/volsync-b2-credentials` `AWS_ACCESS_KEY_ID`",
                        "AWS_SECRET_ACCESS_KEY: made of `volsync/volsync-b2-credentials` `AWS_SECRET_ACCESS_KEY`");
    }
}
