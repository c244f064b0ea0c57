package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.NamespaceHandle;
import espalier.check.platform.Capabilities;
import espalier.compile.Compilation;
import espalier.kubernetes.CustomResource;
import espalier.platform.Capability;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster has one of is known by the chart that brings it, and by the image that runs it. */
class CapabilitiesTest {
    private static String brought(Compilation compilation) {
        var graph = Objects.requireNonNull(compilation.order()).graph();
        var capabilities = Capabilities.of(graph);
        var brought = new StringJoiner(" ");
        for (Capability capability : Capability.values()) {
            if (!capabilities.of(capability).isEmpty()) {
                brought.add(capability.name().toLowerCase(Locale.ROOT));
            }
        }
        return brought.toString();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cilium, -, -, cni network_policy",
                "cilium, cni.chainingMode, none, cni network_policy",
                "cilium, cni.chainingMode, aws-cni, network_policy",
                "cilium, policyEnforcementMode, never, cni",
                "cilium, kubeProxyReplacement, strict, cni network_policy service_proxy",
                "cilium, kubeProxyReplacement, partial, cni network_policy",
                "cilium, l2announcements.enabled, true, cni network_policy load_balancer",
                "cilium, bgpControlPlane.enabled, true, cni network_policy load_balancer",
                "tigera-operator, -, -, cni network_policy",
                "calico, installation.cni.type, Calico, cni network_policy",
                "calico, installation.cni.type, AmazonVPC, network_policy",
                "flannel, -, -, cni",
                "antrea, -, -, cni network_policy",
                "antrea, trafficEncapMode, networkPolicyOnly, network_policy",
                "kube-ovn, -, -, cni network_policy",
                "metallb, -, -, load_balancer",
                "metallb, loadBalancerClass, metallb, ''",
                "kube-vip, -, -, load_balancer",
                "kube-vip, env.svc_enable, false, ''",
                "kube-vip-cloud-provider, -, -, load_balancer",
                "openelb, -, -, load_balancer",
                "purelb, -, -, load_balancer",
                "metrics-server, -, -, metrics",
                "coredns, -, -, dns",
                "coredns, isClusterService, false, ''",
                "postgresql, -, -, ''"
            })
    void ofCharts(String chart, String path, String value, String expected) {
        assertThat(brought(Ground.with(c -> c.chart(chart, h -> {
                    if (path != null) {
                        h.value(value, path.split("\\."));
                    }
                }))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DaemonSet, quay.io/cilium/cilium:v1.18.1, cni network_policy",
        "DaemonSet, quay.io/cilium/cilium@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,"
                + " cni network_policy",
        "DaemonSet, docker.io/flannel/flannel:v0.26.1, cni",
        "DaemonSet, ghcr.io/flannel-io/flannel, cni",
        "DaemonSet, flannelcni/flannel:v0.20.0, cni",
        "DaemonSet, registry:5000/calico/node:v3.30.0, cni network_policy",
        "DaemonSet, quay.io/metallb/speaker:v0.15.2, load_balancer",
        "Deployment, registry.k8s.io/metrics-server/metrics-server:v0.8.0, metrics",
        "DaemonSet, registry.k8s.io/kube-proxy:v1.33.4, ''",
        "DaemonSet, speaker:1, ''"
    })
    void ofImages(String kind, String image, String expected) {
        assertThat(brought(Ground.with(c -> workload(c, NamespaceHandle.KUBE_SYSTEM, kind, image))))
                .isEqualTo(expected);
    }

    /** Somebody's own copy elsewhere is none of the cluster's. */
    @ParameterizedTest
    @CsvSource("Deployment, registry.k8s.io/metrics-server/metrics-server:v0.8.0")
    void butNotOfADeploymentElsewhere(String kind, String image) {
        assertThat(brought(Ground.with(c -> workload(c, NamespaceHandle.DEFAULT, kind, image))))
                .isEmpty();
    }

    private static void workload(Ground c, NamespaceHandle namespace, String kind, String image) {
        var labels = Mapping.of("app", "it");
        var pod = Mapping.of("containers", Sequence.of(Mapping.of("name", "it").put("image", image)));
        new CustomResource(
                c.infrastructure.in(namespace),
                "it",
                "apps/v1",
                kind,
                r -> r.spec("selector", Mapping.of("matchLabels", labels))
                        .spec(
                                "template",
                                Mapping.of("metadata", Mapping.of("labels", labels.copy()))
                                        .put("spec", pod)));
    }
}
