package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.CiliumMisled;
import espalier.platform.K3s.K3sSettings;
import infra.cilium.Cilium;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Cilium takes what it has to know from the machine room, and gives an address of a pool to one taker. */
class NetworkConstructsTest {
    private static void refuse(String name, boolean found, Consumer<K3sSettings> room, Consumer<Cilium> asked) {
        var compilation = Compiled.cluster((fleet, id) -> new CiliumMisled(fleet, id, found, room, asked));
        Snapshots.verify("wrong-input/" + name + ".txt", Compiled.findings(compilation));
    }

    @Test
    void anAddressIsTakenOnceAndFromItsPool() {
        refuse("pool-address", true, k -> {}, cilium -> {
            var pool = cilium.pool("services", "192.168.10.224/28");
            pool.at("192.168.10.224");
            pool.at("192.168.10.224");
            // What reads it would else be told that no pool has it.
            assertThat(pool.at("192.168.10.240").text().text()).isEqualTo("192.168.10.225");
            pool.at("192.168.10.300");
            pool.at(null);
        });
    }

    @Test
    void aPoolIsAnnounced() {
        refuse("pool-unannounced", true, k -> {}, cilium -> cilium.pool("services", "192.168.10.224/28"));
        assertThat(Compiled.cluster((fleet, id) -> new CiliumMisled(fleet, id, true, k -> {}, cilium -> {
                            cilium.pool("services", "192.168.10.224/28");
                            cilium.announceOnLocalNetwork("home");
                        }))
                        .findings())
                .isEmpty();
    }

    @Test
    void theApiServerIsFoundWithoutKubeProxy() {
        refuse("api-server-unknown", false, k -> {}, cilium -> {});
    }

    @Test
    void aSessionHasARouter() {
        refuse("bgp-peer-unknown", true, k -> k.as(64512), cilium -> cilium.bgp("router", "bgp=enabled"));
    }

    @Test
    void aSessionHasMachines() {
        refuse(
                "bgp-nobody",
                true,
                k -> k.as(64512).router("192.168.10.1", 64513),
                cilium -> cilium.bgp("router", "bgp=enabled"));
    }
}
