package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.media.QBittorrent;
import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Storage;
import espalier.layout.FileSpec;
import features.PolicyJudge.End;
import infra.MediaStore;
import infra.NfsMount;
import infra.Vpn;
import infra.Vpn.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Nothing of qBittorrent leaves by another way than its VPN, also where that is down: what its policy lets through is read off the
 * bytes of kyrion, and what its pod may do to the packet filter as well. That gluetun's filter drops what it should is its
 * makers' to prove; it needs a kernel with a tunnel.
 */
class KillSwitchTest {
    private static final String VPN = "203.0.113.10";
    private static final End QBITTORRENT = arkham("qbittorrent");

    @TempDir
    Path folder;

    private static Compilation kyrion;

    private static Compilation kyrion() {
        if (kyrion == null) {
            kyrion = Compiled.named("kyrion");
        }
        return kyrion;
    }

    /** The outer layer: whatever goes on in the pod. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10, 51820/UDP, true",
        "203.0.113.10, 51820/TCP, false",
        "203.0.113.10, 443/TCP, false",
        "203.0.113.11, 51820/UDP, false",
        "1.1.1.1,      53/UDP,    false",
        "1.1.1.1,      443/TCP,   false",
        "192.168.20.1, 80/TCP,    false",
        "192.168.20.10, 6443/TCP, false",
        "10.43.0.1,    443/TCP,   false",
        "10.42.0.7,    8080/TCP,  false"
    })
    void itsPolicyLetsItReachTheServerOfTheTunnelAndNobodyElse(String address, String port, boolean reached) {
        assertThat(new PolicyJudge(kyrion()).allows(QBITTORRENT, End.address(address), port))
                .isEqualTo(reached);
    }

    @Test
    void itReachesNoPodButTheClustersDns() {
        var judge = new PolicyJudge(kyrion());
        var dns = End.pod("kube-system", Map.of("k8s-app", "kube-dns"));
        assertThat(judge.allows(QBITTORRENT, dns, "53/UDP")).isTrue();
        assertThat(judge.allows(QBITTORRENT, dns, "9153/TCP")).isFalse();
        for (String other : List.of("radarr", "sonarr", "prowlarr", "plex", "bazarr")) {
            for (String port : List.of("7878/TCP", "8989/TCP", "9696/TCP", "32400/TCP", "6767/TCP", "53/UDP")) {
                assertThat(judge.allows(QBITTORRENT, arkham(other), port))
                        .as("%s of %s", port, other)
                        .isFalse();
            }
        }
        assertThat(judge.allows(arkham("radarr"), QBITTORRENT, "8080/TCP")).isTrue();
        assertThat(judge.allows(arkham("sonarr"), QBITTORRENT, "8080/TCP")).isTrue();
        assertThat(judge.allows(arkham("plex"), QBITTORRENT, "8080/TCP")).isFalse();
    }

    /** The inner layer: the filter is there before the program, and only what sets it can change it. */
    @Test
    void itsPodStartsBehindTheFilterAndNobodyElseInItCanTouchThat() throws Exception {
        Map<String, Object> values = release("qbittorrent");
        Map<String, Object> pod = PolicyJudge.map(values.get("podSpec"));
        List<Map<String, Object>> steps = PolicyJudge.maps(pod.get("initContainers"));
        Map<String, Object> vpn = steps.stream()
                .filter(c -> c.get("name").equals("vpn"))
                .findFirst()
                .orElseThrow();
        assertThat(vpn).containsEntry("restartPolicy", "Always").containsKey("startupProbe");
        assertThat(PolicyJudge.at(vpn, "securityContext", "capabilities", "add"))
                .isEqualTo(List.of("NET_ADMIN", "NET_BIND_SERVICE", "MKNOD", "DAC_OVERRIDE"));
        List<String> variables = PolicyJudge.maps(vpn.get("env")).stream()
                .map(v -> (String) v.get("name"))
                .toList();
        assertThat(variables)
                .contains("WIREGUARD_ENDPOINT_IP")
                .noneMatch(v -> v.startsWith("FIREWALL_ENABLED") || v.equals("FIREWALL_OUTBOUND_SUBNETS"));
        List<Map<String, Object>> others = new ArrayList<>(steps);
        others.remove(vpn);
        others.add(values);
        assertThat(others).hasSize(4).allSatisfy(c -> {
            assertThat(PolicyJudge.at(c, "securityContext", "capabilities")).isEqualTo(Map.of("drop", List.of("ALL")));
            assertThat(PolicyJudge.at(c, "securityContext", "allowPrivilegeEscalation"))
                    .isEqualTo(false);
        });
        assertThat(PolicyJudge.at(values, "podSecurityContext", "runAsNonRoot")).isEqualTo(true);
        // The network of the machine would have neither the filter nor the policy; its names would tell what is asked
        // for.
        assertThat(pod).doesNotContainKeys("hostNetwork", "serviceAccountName").containsEntry("dnsPolicy", "None");
        assertThat(pod.get("dnsConfig")).isEqualTo(Map.of("nameservers", List.of("127.0.0.1")));
    }

    private static Map<String, Object> release(String name) {
        for (FileSpec file : kyrion().files()) {
            if (file.path().equals("apps/" + name + "/helmrelease.yaml")) {
                Map<String, Object> release = new Yaml().load(new String(file.render(), StandardCharsets.UTF_8));
                return PolicyJudge.map(PolicyJudge.at(release, "spec", "values"));
            }
        }
        throw new AssertionError("kyrion has no release of " + name);
    }

    private static End arkham(String name) {
        return End.pod("arkham", Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/instance", name));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void alone(Dialect dialect) {
        var compilation = isolated(dialect);
        var judge = new PolicyJudge(compilation);
        var pod = End.pod("ai", Map.of("app", "torrents"));
        assertThat(judge.allows(pod, End.address(VPN), "51820/UDP")).isTrue();
        assertThat(judge.allows(pod, End.address(VPN), "51820/TCP")).isFalse();
        assertThat(judge.allows(pod, End.address("198.51.100.1"), "51820/UDP")).isFalse();
        Snapshots.verify(
                "constructs/qbittorrent-" + dialect.name().toLowerCase(java.util.Locale.ROOT) + ".yaml",
                Compiled.files(compilation, "apps/torrents/"));
    }

    private static Compilation isolated(Dialect dialect) {
        return Compiled.cluster((fleet, name) -> new IsolatedCluster(fleet, name, dialect, c -> {
            var media = c.apps.in(c.ai);
            c.says(Storage.on(SystemsTest.disks(c.apps)));
            var films = new NfsMount("films", "192.168.1.5", "/films");
            var store = new MediaStore(media, "store", films, "10Gi", new Owner(1000, 1000));
            var vpn = new Vpn(media, "vpn", new Server(VPN, 51820, "hTEUGGXxwSpqU4tcMhS6rE1mWmYbUKW4Bqu1zvKUZ0E="));
            new QBittorrent(media, "torrents", store, vpn, "50Gi", q -> {});
        }));
    }

    @Test
    void aServerHasAnAddressAndNoName() {
        var compilation = Ground.with(c -> new Vpn(c.apps, "vpn", new Server("vpn.example.com", 51820, "")));
        Snapshots.verify("findings/vpn.txt", Ground.findings(compilation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "busybox sh"})
    void qBittorrentIsBoundToTheTunnelAtEachStart(String shell) throws Exception {
        Path settings = folder.resolve("qBittorrent/qBittorrent.conf");
        Path defaults = Files.writeString(
                folder.resolve("defaults.conf"),
                "[LegalNotice]\nAccepted=true\n\n[BitTorrent]\nSession\\Port=50413\n\n[Preferences]\nWebUI\\Port=8080\n");
        bind(shell, settings, defaults);
        String first = Files.readString(settings);
        assertThat(first).isEqualTo("""
                [LegalNotice]
                Accepted=true

                [BitTorrent]
                Session\\TempPathEnabled=true
                Session\\TempPath=/incomplete
                Session\\InterfaceAddress=
                Session\\InterfaceName=tun0
                Session\\Interface=tun0
                Session\\Port=50413

                [Preferences]
                Connection\\UPnP=false
                WebUI\\Port=8080
                """);
        bind(shell, settings, defaults);
        assertThat(Files.readString(settings)).isEqualTo(first);
        // Somebody has chosen another one on its page, and it has left a section away.
        Files.writeString(settings, "[BitTorrent]\r\nSession\\Interface=eth0\r\nSession\\InterfaceName=eth0\r\n");
        bind(shell, settings, defaults);
        assertThat(Files.readAllLines(settings))
                .contains("Session\\Interface=tun0", "Session\\InterfaceName=tun0", "[Preferences]")
                .noneMatch(line -> line.contains("eth0"));
    }

    private void bind(String shell, Path settings, Path defaults) throws Exception {
        var container = ContainerStart.of(isolated(Dialect.KUBERNETES), "torrents", "bind-to-tunnel", Map.of());
        List<String> words = new ArrayList<>(List.of("env", "SETTINGS=" + settings, "DEFAULTS=" + defaults));
        words.addAll(List.of(shell.split(" ")));
        words.addAll(container.words().subList(1, container.words().size()));
        Process process = container.start(words, folder.resolve("output"));
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("output")).isEmptyFile();
    }
}
