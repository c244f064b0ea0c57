package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.platform.Talos;
import espalier.platform.Talos.TalosSettings;
import infra.CoreDns;
import infra.cilium.Cilium;
import infra.cilium.CiliumSettings;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Cilium works in the ways that it is told to, where these do not exclude each other, and as the machines' system lets it. */
class CiliumModesTest extends GroundCases {
    CiliumModesTest() {
        super("cilium-modes");
    }

    @Override
    void all() {
        is("answers past a tunnel", "cilium-modes", ground -> talos(ground, c -> c.directServerReturn()));
        is("large packets through a tunnel", "cilium-modes", ground -> talos(ground, c -> c.bigTcp()));
        is(
                "addresses translated by eBPF, and DNS by way of the machine",
                "cilium-modes",
                ground -> talos(ground, t -> {}, c -> c.bbr()));
        is("all of it, where no tunnel is", "", ground -> talos(ground, CiliumModesTest::everything));
        is(
                "DNS by way of the machine, and addresses translated as ever",
                "",
                ground -> talos(
                        ground,
                        t -> {},
                        c -> c.nativeRouting().directServerReturn().maglev()));
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    private static void everything(CiliumSettings cilium) {
        cilium.kubernetesIpam()
                .nativeRouting()
                .maglev()
                .directServerReturn()
                .bbr()
                .bigTcp()
                .hubble();
    }

    private static void talos(Ground ground, Consumer<CiliumSettings> configure) {
        talos(ground, t -> t.withoutHostDns(), configure);
    }

    private static void talos(Ground ground, Consumer<TalosSettings> machines, Consumer<CiliumSettings> configure) {
        var talos = new Talos(ground, "1.10.6", t -> {
            t.withoutCni().withoutKubeProxy().withoutCoreDns().schedulingOnControlPlanes();
            machines.accept(t);
        });
        new Machine(talos, "one", "192.168.10.21", m -> m.controlPlane());
        var cilium = new Cilium(ground.infrastructure, "cilium", talos, configure);
        new CoreDns(ground.apps, "coredns", talos, cilium.network());
    }

    @Test
    void valuesOfTheChart() {
        Snapshots.verify(
                "constructs/cilium-modes.yaml",
                Compiled.files(Ground.bare(ground -> talos(ground, CiliumModesTest::everything)), ""));
    }

    /** Machines of another system mount their own control groups, and say where the API server is. */
    @Test
    void onOtherMachinesTheChartHasItsOwnWay() {
        String files = Compiled.files(
                Ground.bare(ground -> {
                    var k3s = new K3s(ground, Ground.K3S, k -> k.flags(Ground.BARE));
                    new Machine(k3s, "one", "192.168.10.21", m -> m.controlPlane());
                    new Cilium(ground.infrastructure, "cilium", k3s);
                }),
                "infrastructure/cilium/");
        assertThat(files)
                .contains("k8sServiceHost: 192.168.10.21", "k8sServicePort: 6443", "10.42.0.0/16")
                .doesNotContain("cgroup", "capabilities", "ipv4NativeRoutingCIDR");
    }
}
