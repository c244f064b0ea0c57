package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Storage;
import espalier.platform.K3s;
import infra.LocalPath;
import org.junit.jupiter.api.Test;

/** Volumes on a machine's own disk, by a class that is not the default one. */
class LocalPathTest {
    @Test
    void itsClassStandsBesideAnotherDefault() {
        var compilation = Ground.with(c -> {
            new K3s(c, K3S, k -> k.flag("--disable=local-storage", "a test"));
            var storage = new LocalPath(c.infrastructure, "local-path", "/srv/volumes").storageClass();
            var cache = new PersistentVolumeClaim(c.apps, "cache", storage, "1Gi");
            new Deployment(
                    c.apps,
                    "web",
                    d -> d.recreate().container("it", "example.com/web:1", w -> w.mount(cache, "/cache")));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/local-path.yaml", Compiled.files(compilation, "infrastructure/local-path"));
    }

    @Test
    void besideTheOneOfK3sItsClassIsMadeTwice() {
        var compilation = Ground.with(c -> {
            new K3s(c, K3S);
            new LocalPath(c.infrastructure, "local-path", "/srv/volumes");
        });
        Snapshots.verify("findings/local-path.txt", Ground.findings(compilation));
    }

    @Test
    void theOneOfK3sKeepsTheVolumesOfApps() {
        var compilation = Ground.with(c -> keeping(c, new K3s(c, K3S)));
        assertThat(Ground.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, "apps/web"))
                .contains("kind: PersistentVolumeClaim", "storageClassName: local-path")
                .doesNotContain("kind: StorageClass");
    }

    @Test
    void theOneOfK3sIsNotThereWhereAFlagTakesItAway() {
        var compilation =
                Ground.with(c -> keeping(c, new K3s(c, K3S, k -> k.flag("--disable=local-storage", "a test"))));
        Snapshots.verify("findings/local-path-disabled.txt", Ground.findings(compilation));
    }

    private static void keeping(Ground c, K3s k3s) {
        c.says(Storage.on(k3s.localPath()));
        var web = c.apps.in(NamespaceHandle.DEFAULT);
        new Component(web, "web") {
            {
                var data = new AppVolume(this, "1Gi", new Owner(1000, 1000));
                new Deployment(
                        this, d -> d.recreate().container("it", "example.com/web:1", w -> w.mount(data, "/data")));
            }
        };
    }
}
