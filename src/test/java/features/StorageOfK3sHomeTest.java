package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document of k3s-home says of storage and graphics cards stands in what Flux reads. */
class StorageOfK3sHomeTest {
    private static Compilation home;

    @BeforeAll
    static void compile() {
        home = Compiled.named("k3s-home");
    }

    private static String file(String path) {
        return Compiled.files(home, path);
    }

    @Test
    void theDefaultClassIsOnAllNodes() {
        assertThat(file("longhorn/longhorn-config/storageclass-longhorn.yaml"))
                .contains("is-default-class: \"true\"", "numberOfReplicas: \"3\"")
                .doesNotContain("diskSelector", "nodeSelector", "allowedTopologies");
        for (String node : new String[] {"k3s-master1", "k3s1", "k3s2", "k3s3"}) {
            assertThat(file("longhorn/longhorn-config/node-" + node + ".yaml")).contains("path: /var/lib/longhorn");
        }
        assertThat(file("")).containsOnlyOnce("is-default-class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"optane", "nvme", "sas-ssd"})
    void threeTiersAreOnK3s3Only(String tier) {
        assertThat(file("longhorn/longhorn-config/storageclass-longhorn-" + tier + ".yaml"))
                .contains("diskSelector: " + tier + "\n", "nodeSelector: " + tier + "\n", "numberOfReplicas: \"1\"")
                .contains("- key: kubernetes.io/hostname\n        values:\n          - k3s3\n");
        assertThat(file("longhorn/longhorn-config/node-k3s3.yaml"))
                .contains("    - " + tier + "\n", "path: /mnt/" + tier);
        assertThat(file("longhorn/longhorn-config/node-k3s1.yaml")).doesNotContain(tier);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jellyfin", "plex", "sonarr", "radarr", "prowlarr", "whisparr", "sabnzbd"})
    void everyMediaAppHasItsHostAndTheDirectoriesOfTheR730(String app) {
        assertThat(file("media/" + app + "/"))
                .contains("- " + app + ".fletcherlabs.net", "namespace: media", "claimName: r730-settings")
                .doesNotContain("nfs:");
        assertThat(file("media.yaml")).contains("name: media\n");
    }

    @Test
    void twoDirectoriesOfTheR730AreBoundStatically() {
        assertThat(file("media/r730/persistentvolume-media-r730-settings.yaml")).contains("path: /mnt/nvme_storage");
        assertThat(file("media/r730/persistentvolume-media-r730-library.yaml"))
                .contains("path: /mnt/rust/media", "storage: \"30T\"\n", "claimRef:\n    namespace: media");
    }

    @Test
    void theT4IsSharedByFourAndPlayersHaveQuickSync() {
        assertThat(file("runtime/nvidia-gpus/"))
                .contains("name: nvidia.com/gpu\n                  replicas: 4", "- k3s3");
        assertThat(file("media/jellyfin/")).contains("gpu.intel.com/i915: \"1\"");
        assertThat(file("media/plex/")).contains("gpu.intel.com/i915: \"1\"");
    }

    @Test
    void aLonghornUiIsReached() {
        assertThat(file("longhorn/longhorn/")).contains("- longhorn.fletcherlabs.net", "name: longhorn-frontend");
        assertThat(file("longhorn.yaml")).contains("name: longhorn\n");
    }
}
