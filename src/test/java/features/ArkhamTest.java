package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.platform.K3s;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document of kyrion says of its household, its storage and its graphics, as it stands in dist/. */
class ArkhamTest {
    private static Compilation kyrion;

    @BeforeAll
    static void compile() {
        kyrion = Compiled.named("kyrion");
    }

    private static String in(String folder) {
        return Compiled.files(kyrion, folder);
    }

    @ParameterizedTest
    @CsvSource({"plex, 32400", "radarr, 7878", "sonarr, 8989", "bazarr, 6767", "prowlarr, 9696", "qbittorrent, 8080"})
    void eachAppStandsInArkhamUnderAPrivateName(String app, String port) {
        assertThat(in("apps/" + app + "/"))
                .contains(
                        "namespace: arkham",
                        "chart: onechart",
                        "containerPort: " + port,
                        "ingressClassName: tailscale",
                        "        - " + app + "\n");
    }

    /** The pattern of the document, wherever the chart has a word for all volumes of the app. */
    @Test
    void theAppsShareTheClaimOfTheDocument() {
        assertThat(in("apps/pvc-storage/"))
                .contains("kind: PersistentVolumeClaim\n", "  name: pvc-storage\n", "storageClassName: local-path");
        assertThat(in("apps/prowlarr/")).contains("existingClaim: pvc-storage", "subPath: prowlarr");
        assertThat(in("apps/plex/")).contains("claimName: pvc-storage", "subPath: plex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plex", "radarr", "sonarr", "bazarr", "qbittorrent"})
    void whatUsesTheLibraryWaitsForIt(String app) {
        assertThat(in("apps/" + app + "/"))
                .contains(
                        "mountPath: /mnt/media-library\n              mountPropagation: HostToContainer",
                        "- name: wait-for-media-library",
                        "value: fuse.rclone");
        assertThat(in("apps/prowlarr/")).doesNotContain("media-library");
    }

    @Test
    void theLibraryIsInTheCloudAndItsKeyIsSealedForTheDriverAlone() {
        assertThat(in("apps/media-library/"))
                .contains(
                        "driver: rclone.csi.veloxpack.io",
                        "remoteType: azureblob",
                        "kind: SealedSecret",
                        "namespace: csi-rclone")
                .doesNotContain("placeholder");
        assertThat(in("infra-controllers/csi-rclone/"))
                .contains("chart: csi-driver-rclone", "  name: csi-rclone\n", "enableFSGroupPolicy: false");
    }

    @Test
    void plexTranscodesOnTheGraphicsThatThePluginsNamespaceOffers() {
        assertThat(in("apps/plex/")).contains("gpu.intel.com/i915: \"1\"");
        assertThat(in("infra-controllers/intel-gpus/"))
                .contains("chart: intel-device-plugins-operator", "namespace: intel-device-plugins-system");
        assertThat(in("infra-controllers/intel-gpus-config/")).contains("kind: GpuDevicePlugin", "sharedDevNum: ");
        assertThat(in("infra-controllers/intel-device-plugins-system/"))
                .contains("name: intel-device-plugins-system", "enforce: privileged");
    }

    /** K3s binds a claim when a pod uses it, and that pod may stand in a component that is applied after the claim's. */
    @Test
    void nothingWaitsForAClaimThatIsBoundWhenItIsUsed() {
        assertThat(in("apps/pvc-storage.yaml")).contains("wait: false");
        assertThat(in("apps/media-library.yaml")).contains("wait: true");
        var compilation = Ground.with(c -> {
            var late = new PersistentVolumeClaim(c.apps, "late", new K3s(c, Ground.K3S).localPath(), "1Gi");
            var early = new PersistentVolumeClaim(c.apps, "early", SystemsTest.disks(c.apps), "1Gi");
            new Deployment(
                    c.apps,
                    "web",
                    d -> d.recreate()
                            .container(
                                    "it",
                                    "example.com/web:1",
                                    w -> w.mount(late, "/late").mount(early, "/early")));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, "apps/late.yaml")).contains("wait: false");
        assertThat(Compiled.files(compilation, "apps/early.yaml")).contains("wait: true");
    }
}
