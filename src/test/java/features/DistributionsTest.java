package features;

import static features.Ground.BARE;
import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.platform.Capability;
import espalier.platform.K3s;
import espalier.platform.Kubeadm;
import espalier.platform.Machine;
import espalier.platform.Taint;
import espalier.platform.Talos;
import espalier.report.ClusterPage;
import espalier.rules.Platforms;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a distribution brings is there for others, and contradicts what else would do the same. */
class DistributionsTest extends GroundCases {
    DistributionsTest() {
        super("distributions");
    }

    private static void cilium(Ground c) {
        c.chart(
                "cilium",
                h -> h.value(true, "kubeProxyReplacement")
                        .value(true, "bgpControlPlane", "enabled")
                        .value("kubernetes", "ipam", "mode"));
    }

    private void contradictions() {
        is(
                "Cilium on a K3s as it comes",
                "cni-twice network-policy-twice service-proxy-twice load-balancer-twice",
                c -> {
                    new K3s(c, K3S);
                    cilium(c);
                });
        is("Cilium, with the flags of a document that forgets one", "service-proxy-twice", c -> {
            new K3s(c, K3S, k -> k.flags("--flannel-backend=none", "--disable-network-policy", "--disable=servicelb"));
            cilium(c);
        });
        is("Cilium on a bare K3s", "", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            cilium(c);
        });
        is("Cilium chained behind flannel", "network-policy-twice", c -> {
            new K3s(c, K3S);
            c.chart("cilium", h -> h.value("generic-veth", "cni", "chainingMode"));
        });
        is("a pool of addresses beside servicelb", "load-balancer-twice", c -> {
            new K3s(c, K3S);
            c.yaml("pool.yaml");
        });
        is("MetalLB beside servicelb", "load-balancer-twice", c -> {
            new K3s(c, K3S);
            c.chart("metallb", h -> {});
        });
        is("MetalLB for a class of its own", "", c -> {
            new K3s(c, K3S);
            c.chart("metallb", h -> h.value("metallb", "loadBalancerClass"));
        });
        is("kube-vip for the API server alone", "", c -> {
            new K3s(c, K3S);
            c.chart("kube-vip", h -> h.value("false", "env", "svc_enable"));
        });
        is("MetalLB and Cilium", "load-balancer-twice", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            cilium(c);
            c.chart("metallb", h -> {});
        });
        is("two CNIs, one of them by hand", "cni-twice", c -> {
            new Kubeadm(c);
            c.chart("tigera-operator", h -> {});
            c.yaml("flannel.yaml");
        });
        is("metrics-server and CoreDNS twice", "dns-twice metrics-twice", c -> {
            new K3s(c, K3S);
            c.chart("metrics-server", h -> {});
            c.chart("coredns", h -> {});
        });
        is("a second DNS server for a zone of its own", "", c -> {
            new K3s(c, K3S);
            c.chart("coredns", h -> h.value(false, "isClusterService"));
        });
        is(
                "what it brings, and says it has from elsewhere",
                "cni-twice",
                c -> new K3s(c, K3S, k -> k.has(Capability.CNI, "installed by hand")));
        is("a default class beside local-path", "default-class-taken", c -> {
            new K3s(c, K3S);
            c.yaml("default-class.yaml");
        });
        is("Longhorn, whose chart makes a default class", "default-class-taken", c -> {
            new K3s(c, K3S);
            c.chart("longhorn", h -> {});
        });
        is("Longhorn without local-path", "", c -> {
            new K3s(c, K3S, k -> k.flag("--disable=local-storage", "Longhorn has the default class"));
            c.chart("longhorn", h -> {});
        });
        is("Longhorn beside local-path", "", c -> {
            new K3s(c, K3S);
            c.chart("longhorn", h -> h.value(false, "persistence", "defaultClass"));
        });
    }

    private void lacks() {
        is("nothing gives pods a network", "cni-missing", c -> new Kubeadm(c));
        is("what nobody here knows does", "", c -> new Kubeadm(c, k -> k.has(Capability.CNI, "the hoster's own")));
        is(
                "Talos without what it brings",
                "cni-missing service-proxy-missing dns-missing",
                c -> new Talos(
                        c, "1.10.6", t -> t.withoutCni().withoutKubeProxy().withoutCoreDns()));
        is("Talos with Cilium and CoreDNS", "", c -> {
            new Talos(c, "1.10.6", t -> t.withoutCni().withoutKubeProxy().withoutCoreDns());
            cilium(c);
            c.chart("coredns", h -> {});
        });
        is("Cilium that replaces no kube-proxy", "service-proxy-missing", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            c.chart("cilium", h -> h.value("kubernetes", "ipam", "mode"));
        });
        is("a Service that nobody gives an address", "load-balancer-missing", c -> {
            new Talos(c, "1.10.6");
            c.yaml("balanced.yaml");
        });
        is("a Service that servicelb gives an address", "", c -> {
            new K3s(c, K3S);
            c.yaml("balanced.yaml");
        });
        is("an autoscaler without metrics", "metrics-missing", c -> {
            new Talos(c, "1.10.6");
            Elsewhere.things(c, "apps/Deployment default/web");
            c.yaml("scaled.yaml");
        });
        is("a cluster that does not say what it runs on", "", c -> {
            cilium(c);
            c.chart("metallb", h -> h.value("metallb", "loadBalancerClass"));
            c.yaml("balanced.yaml");
            Elsewhere.things(c, "apps/Deployment default/web");
            c.yaml("scaled.yaml");
        });
    }

    private void provisions() {
        is("what K3s brings is there", "", c -> {
            new K3s(c, K3S);
            c.yaml("brought.yaml");
        });
        is(
                "what a flag takes away is not",
                "kind-undefined reference-missing reference-missing reference-missing",
                c -> {
                    new K3s(c, K3S, k -> k.flags("--disable=traefik,local-storage"));
                    c.yaml("brought.yaml");
                });
    }

    private void waysIn() {
        is("an Ingress without class, and one of a class of old", "class-unserved class-unserved", c -> {
            new Talos(c, "1.10.6");
            c.yaml("ways-in.yaml");
        });
        is("an Ingress without class where Traefik takes all", "class-unserved", c -> {
            new K3s(c, K3S);
            c.yaml("ways-in.yaml");
        });
        is("a class without its controller", "class-unserved class-unserved", c -> {
            new Talos(c, "1.10.6");
            c.yaml("nginx-class.yaml");
            c.yaml("ways-in.yaml");
        });
        is("a class with its controller, but not the default", "class-unserved", c -> {
            new Talos(c, "1.10.6");
            c.chart("ingress-nginx", h -> {});
            c.yaml("nginx-class.yaml");
            c.yaml("ways-in.yaml");
        });
        is("a chart that brings the class", "", c -> {
            new Talos(c, "1.10.6");
            c.chart("ingress-nginx", h -> h.brings("networking.k8s.io", "IngressClass", "nginx"));
            c.yaml("ways-in.yaml");
        });
        is("Cilium's gateways without the value for them", "class-unserved", c -> {
            new Talos(c, "1.10.6", t -> t.withoutCni().withoutKubeProxy());
            cilium(c);
            c.yaml("cilium-class.yaml");
        });
    }

    private void flags() {
        is(
                "flags with slips in them",
                "k3s-flag k3s-flag k3s-flag",
                c -> new K3s(
                        c,
                        K3S,
                        k -> k.flags(
                                "--disable-network-polcy", "--disable=treafik", "--service-node-port-range=many")));
        is(
                "flags that change nothing here",
                "",
                c -> new K3s(c, K3S, k -> k.flags("--tls-san=k3s.example.com", "--secrets-encryption", "-v 2")));
        is("a K3s that cannot be", "version", c -> new K3s(c, "latest"));
        is("a K3s of another Kubernetes", "versions-apart", c -> new K3s(c, "v1.32.9+k3s1"));
        is("a Talos that cannot be", "version", c -> new Talos(c, "ten"));
        is("a Talos too old for its Kubernetes", "versions-apart", c -> new Talos(c, "1.8.3"));
        is("two distributions", "distribution-twice", c -> {
            new K3s(c, K3S);
            new Kubeadm(c, k -> k.has(Capability.CNI, "K3s brings it"));
        });
        is(
                "networks that are none",
                "address address address address",
                c -> new K3s(
                        c,
                        K3S,
                        k -> k.pods("10.42.0.0")
                                .services("10.43.0.1/16")
                                .router("192.168.1.256")
                                .nodePorts(40000, 30000)));
        is("a reason for a departure", "no-reason", c -> new Kubeadm(c, k -> k.has(Capability.CNI, " ")));
    }

    @Override
    void all() {
        contradictions();
        lacks();
        provisions();
        waysIn();
        flags();
    }

    @Test
    void thePageSaysWhatAClusterRunsOn() {
        var compilation = Ground.with(c -> {
            var k3s = new K3s(
                    c,
                    K3S,
                    k -> k.flags(BARE)
                            .flag("--disable=traefik", "the Gateway takes its place")
                            .has(Capability.CNI, "the hoster's own")
                            .has(Capability.SERVICE_PROXY, "the hoster's own")
                            .machines("192.168.10.0/24")
                            .router("192.168.10.1", 64513)
                            .as(64512)
                            .apiServer("192.168.10.2"));
            new Machine(
                    k3s,
                    "k3s-master1",
                    "192.168.10.30",
                    m -> m.controlPlane().taint("node-role.kubernetes.io/control-plane", "", Taint.Effect.NO_SCHEDULE));
            new Machine(
                    k3s, "k3s3", "192.168.10.31", m -> m.label("bgp", "enabled").device("nvidia.com/gpu", 4));
        });
        assertThat(Ground.rules(compilation)).isEmpty();
        String page = ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
        Snapshots.verify("platform/runs-on.md", page.substring(page.indexOf("## Runs on"), page.indexOf("## Order")));
        assertThat(page).doesNotContain("does not say what it runs on").contains("whether pods fit on a machine");
    }

    @Test
    void versionsCanBeKeptApartForAReason() {
        assertThat(Ground.rules(Ground.with(c -> new K3s(c, "v1.32.9+k3s1")
                        .waive(Platforms.VERSIONS_APART, "half of the machines are upgraded already"))))
                .isEmpty();
    }

    @Test
    void aContradictionCanBeWaivedForAReason() {
        assertThat(Ground.rules(Ground.with(c -> {
                    new K3s(c, K3S);
                    c.chart("metallb", h -> {})
                            .waive(Platforms.LOAD_BALANCER_TWICE, "every Service names its class, in a chart's values");
                })))
                .isEmpty();
    }
}
