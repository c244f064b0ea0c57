package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
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
}
