package features;

import static features.Ground.BARE;
import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.platform.AddressRange;
import espalier.platform.Capability;
import espalier.platform.DistributionSettings;
import espalier.platform.K3s;
import espalier.platform.Kubeadm;
import espalier.platform.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and networks are what they say they are, given out once, and nobody else's. */
class AddressesTest extends GroundCases {
    AddressesTest() {
        super("addresses");
    }

    private static <S extends DistributionSettings<S>> S home(S settings) {
        return settings.has(Capability.CNI, "a test").machines("192.168.10.0/24");
    }

    private static K3s k3s(Ground c) {
        String[] flags = {BARE[0], BARE[1], BARE[2], BARE[3]};
        return new K3s(
                c,
                K3S,
                k -> home(k.flags(flags))
                        .has(Capability.SERVICE_PROXY, "a test")
                        .router("192.168.10.1", 64513)
                        .as(64512));
    }

    @Override
    void all() {
        // Without a word about what the cluster runs on.
        is("pools that overlap", "pool-overlap pool-overlap", c -> c.yaml("pools-overlap.yaml"));
        is("pools side by side", "", c -> c.yaml("pools-apart.yaml"));
        is("a Service that may take a Gateway's address", "address-unasked", c -> {
            c.yaml("pool.yaml");
            c.external().clusterScoped("gateway.networking.k8s.io", "GatewayClass", "cilium", "a test");
            c.yaml("gateway-of-the-pool.yaml");
            c.yaml("service-with-any-address.yaml");
        });
        is("one that asks for another", "", c -> {
            c.yaml("pool.yaml");
            c.external().clusterScoped("gateway.networking.k8s.io", "GatewayClass", "cilium", "a test");
            c.yaml("gateway-of-the-pool.yaml");
            c.yaml("service-with-its-address.yaml");
        });
        is("an NFS server in a pool", "pool-overlap", c -> {
            c.yaml("pool.yaml");
            c.yaml("volume-of-the-pool.yaml");
        });
        is("an NFS server beside it, and one with a name", "", c -> {
            c.yaml("pool.yaml");
            c.yaml("volumes-from-elsewhere.yaml");
        });
        is("an address twice, one outside, one that is none", "address-taken address-outside address", c -> {
            c.yaml("pool.yaml");
            c.yaml("addresses.yaml");
        });
        is("the same where no pool is known", "address-taken address", c -> c.yaml("addresses.yaml"));
        is("a gateway outside", "address-outside", c -> {
            c.yaml("pool.yaml");
            c.external().clusterScoped("gateway.networking.k8s.io", "GatewayClass", "cilium", "a test");
            c.yaml("gateway.yaml");
        });
        is("an address that two share", "", c -> {
            c.yaml("pool.yaml");
            c.yaml("shared-address.yaml");
        });
        is(
                "addresses in Services and policies that are none",
                "address address address address",
                c -> c.yaml("inside.yaml"));
        is("a NodePort outside the range", "node-port", c -> c.yaml("node-ports.yaml"));

        is(
                "pools over machines, router and pods",
                "pool-overlap pool-overlap pool-overlap pool-overlap pool-overlap",
                c -> {
                    new Machine(k3s(c), "k3s1", "192.168.10.21");
                    c.yaml("pools-overlap.yaml");
                });
        is("a pool in the machines' own network", "", c -> {
            new Machine(k3s(c), "k3s1", "192.168.10.21");
            c.yaml("pool.yaml");
        });
        is(
                "networks that overlap",
                "network-overlap network-overlap",
                c -> new K3s(
                        c,
                        K3S,
                        k -> k.pods("10.42.0.0/16").services("10.42.128.0/17").machines("10.42.0.0/24")));
        is(
                "networks of both kinds",
                "",
                c -> new K3s(
                        c,
                        K3S,
                        k -> k.flags(
                                "--cluster-cidr=10.42.0.0/16,fd00:42::/56",
                                "--service-cidr=10.43.0.0/16,fd00:43::/112")));
        is("machines at one place, and at the wrong one", "network-overlap address", c -> {
            K3s k3s = k3s(c);
            new Machine(k3s, "k3s1", "192.168.10.21");
            new Machine(k3s, "k3s2", "192.168.10.21");
            new Machine(k3s, "k3s3", "192.168.100.31");
        });
        is("a machine among the pods", "network-overlap", c -> new Machine(new K3s(c, K3S), "k3s1", "10.42.0.21"));
        is("an address inside that no Service gets", "address address address address address-outside", c -> {
            k3s(c);
            c.yaml("inside.yaml");
        });
        is("NodePorts in the range that is declared", "node-port", c -> {
            new K3s(c, K3S, k -> k.flags("--service-node-port-range=80-30079"));
            c.yaml("node-ports.yaml");
        });
        is("BGP with numbers that are not said", "bgp-as bgp-as", c -> {
            k3s(c);
            c.yaml("bgp.yaml");
        });
        is("BGP with the router, and inside the cluster", "", c -> {
            k3s(c);
            c.yaml("bgp-right.yaml");
        });
        is("BGP of which nothing is said", "", c -> {
            new Kubeadm(c, k -> home(k).router("192.168.10.1"));
            c.yaml("bgp.yaml");
        });
        is(
                "a router in the cluster's own system",
                "bgp-as",
                c -> new K3s(c, K3S, k -> k.router("192.168.10.1", 64512).as(64512)));
        is("Cilium with a network of its own", "chart-network", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            c.chart("cilium", h -> h.value(true, "kubeProxyReplacement"));
        });
        is("Cilium that looks for the API server elsewhere", "chart-network", c -> {
            var k3s = new K3s(c, K3S, k -> k.flags(BARE));
            new Machine(k3s, "k3s-master1", "192.168.10.30", m -> m.controlPlane());
            c.chart(
                    "cilium",
                    h -> h.value(true, "kubeProxyReplacement")
                            .value("kubernetes", "ipam", "mode")
                            .value("192.168.10.31", "k8sServiceHost"));
        });
        is("Cilium that routes something else", "chart-network", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            c.chart(
                    "cilium",
                    h -> h.value(true, "kubeProxyReplacement")
                            .value("kubernetes", "ipam", "mode")
                            .value("10.244.0.0/16", "ipv4NativeRoutingCIDR"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.04",
                "a.b.c.d",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "::g",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "12345::",
                "fe80::1%eth0",
                "10.0.0.2-10.0.0.1",
                "10.0.0.1-fd00::1",
                "::/129",
                ":",
                "1.2.3.4 "
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true, true",
        "10.0.0.0/8, 11.0.0.0, false, false",
        "0.0.0.0/0, 255.255.255.255, true, true",
        "192.168.10.224/28, 192.168.10.239-192.168.10.240, true, false",
        "fd00::/64, fd00::ffff:ffff:ffff:ffff, true, true",
        "fd00::/64, fd00:0:0:1::, false, false",
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, true",
        "::ffff:192.168.1.1, ::ffff:c0a8:101, true, true",
        "0.0.0.0/0, ::1, false, false"
    })
    void rangesKnowWhatIsInThem(String one, String other, boolean overlaps, boolean contains) {
        AddressRange range = AddressRange.parse(one);
        AddressRange second = AddressRange.parse(other);
        assertThat(range.overlaps(second)).isEqualTo(overlaps);
        assertThat(second.overlaps(range)).isEqualTo(overlaps);
        assertThat(range.contains(second)).isEqualTo(contains);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.10.225/28, 192.168.10.224/28",
        "10.42.0.0/16, 10.42.0.0/16",
        "fd00::1/64, fd00:0:0:0:0:0:0:0/64",
        "fd00:42::/56, fd00:42::/56"
    })
    void aNetworkHasOneName(String written, String name) {
        assertThat(String.valueOf(AddressRange.network(written))).isEqualTo(name);
        assertThat(AddressRange.isNetwork(written)).isEqualTo(written.equals(name));
    }
}
