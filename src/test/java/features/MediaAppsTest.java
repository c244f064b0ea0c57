package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.media.Plex;
import apps.media.Prowlarr;
import apps.media.Sabnzbd;
import apps.media.Sonarr;
import espalier.Exposure;
import espalier.Scope;
import espalier.isolation.Dialect;
import espalier.kubernetes.Owner;
import infra.LocalPath;
import infra.MediaStore;
import infra.MediaStore.Directory;
import org.junit.jupiter.api.Test;

/** The media apps of a household share a library and keep their settings apart. */
class MediaAppsTest {
    private static MediaStore store(Scope scope) {
        return new MediaStore(
                scope,
                "store",
                "nas.example.com",
                new Directory("/configs", "1Ti"),
                new Directory("/media", "30Ti"),
                new Owner(1000, 1000));
    }

    @Test
    void threeAppsOnOneLibraryInsideTheCluster() {
        var compilation = Compiled.stage(apps -> {
            var store = store(apps);
            new Plex(apps, "plex", store, p -> {});
            new Prowlarr(apps, "prowlarr", store, p -> {});
            new Sabnzbd(apps, "sabnzbd", store, p -> {});
        });
        Snapshots.verify("constructs/media.yaml", Compiled.files(compilation, "apps/"));
    }

    @Test
    void appsThatMustKnowTheirOwnAddressAreToldIt() {
        var compilation = Ground.with(c -> {
            c.says((Exposure) (app, port, host) -> new Exposure.Address("https", host + ".example.com"));
            var store = store(c.apps);
            new Plex(c.apps, "plex", store, p -> p.host("films"));
            new Sabnzbd(c.apps, "sabnzbd", store, s -> s.host("downloads"));
        });
        assertThat(Compiled.files(compilation, "apps/plex"))
                .contains("name: PLEX_ADVERTISE_URL\n              value: https://films.example.com:443");
        assertThat(Compiled.files(compilation, "apps/sabnzbd"))
                .contains("name: SABNZBD__HOST_WHITELIST_ENTRIES\n"
                        + "              value: sabnzbd, downloads.example.com");
    }

    /** A claim on the disk of one machine would keep the player there for ever, and from the other one that can transcode. */
    @Test
    void whatAPlayerMakesMeanwhileGoesWithItsPod() {
        var compilation = Compiled.stage(apps -> {
            var store = store(apps);
            var disks = new LocalPath(apps, "disks", "/var/lib/disks").storageClass();
            new Plex(apps, "plex", store, p -> p.scratch(disks, "20Gi"));
        });
        assertThat(Compiled.files(compilation, "apps/plex"))
                .contains("ephemeral:", "storageClassName: local-path", "storage: 20Gi")
                .doesNotContain("kind: PersistentVolumeClaim");
    }

    @Test
    void whatPeopleConnectOnTheirPagesReachesEachOtherWhereTheNamespaceIsIsolated() {
        var compilation = Compiled.cluster((fleet, name) -> new IsolatedCluster(fleet, name, Dialect.CILIUM, c -> {
            Scope ai = c.apps.in(c.ai);
            var store = new MediaStore(
                    ai,
                    "store",
                    "nas.example.com",
                    new Directory("/configs", "1Ti"),
                    new Directory("/media", "30Ti"),
                    new Owner(1000, 1000));
            var sabnzbd = new Sabnzbd(ai, "sabnzbd", store, s -> {});
            var prowlarr = new Prowlarr(ai, "prowlarr", store, p -> {});
            new Sonarr(ai, "sonarr", store, s -> s.downloads(sabnzbd).indexers(prowlarr));
        }));
        Snapshots.verify(
                "constructs/media-isolated.yaml",
                Compiled.files(compilation, "apps/sonarr/cilium")
                        + Compiled.files(compilation, "apps/prowlarr/cilium"));
    }
}
