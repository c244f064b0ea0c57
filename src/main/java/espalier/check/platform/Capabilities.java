package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.Capability;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which objects of a cluster bring what it has one of: by the charts they install, the images they run, and their kinds. */
public final class Capabilities {
    private static final FieldPath CONTAINERS = FieldPath.of("spec", "template", "spec", "containers");

    private final Map<Capability, List<Source>> sources = new EnumMap<>(Capability.class);

    /**
     * What brings a capability.
     *
     * @param object the object in git
     * @param name of the program, for people
     */
    public record Source(KubernetesObject object, String name) {}

    private Capabilities() {}

    /** Nothing, where nobody asks. */
    public static Capabilities none() {
        return new Capabilities();
    }

    /** What the objects of {@code graph} bring. */
    public static Capabilities of(ObjectGraph graph) {
        return of(graph, InstalledCharts.of(graph));
    }

    static Capabilities of(ObjectGraph graph, List<InstalledChart> charts) {
        var found = new Capabilities();
        charts.forEach(found::chart);
        graph.ofKind("DaemonSet").forEach(found::images);
        for (KubernetesObject object : graph.ofKind("Deployment")) {
            if (object.namespace().equals("kube-system")) {
                found.images(object);
            }
        }
        for (KubernetesObject pool : graph.ofKind("CiliumLoadBalancerIPPool")) {
            found.add(Capability.LOAD_BALANCER, pool, "Cilium");
        }
        return found;
    }

    /** What brings {@code capability}, in tree order, each program once. */
    public List<Source> of(Capability capability) {
        return sources.getOrDefault(capability, List.of());
    }

    private void add(Capability capability, KubernetesObject object, String name) {
        List<Source> known = sources.computeIfAbsent(capability, key -> new ArrayList<>(1));
        for (Source source : known) {
            if (source.name.equals(name)) {
                return;
            }
        }
        known.add(new Source(object, name));
    }

    private void chart(InstalledChart chart) {
        switch (chart.name()) {
            case "cilium" -> cilium(chart);
            case "tigera-operator", "calico" -> {
                String plugin = chart.value("installation.cni.type");
                if (plugin == null || plugin.equals("Calico")) {
                    add(Capability.CNI, chart.release(), "Calico");
                }
                add(Capability.NETWORK_POLICY, chart.release(), "Calico");
            }
            case "flannel" -> add(Capability.CNI, chart.release(), "flannel");
            case "antrea", "kube-ovn" -> {
                if (!"networkPolicyOnly".equals(chart.value("trafficEncapMode"))) {
                    add(Capability.CNI, chart.release(), chart.name());
                }
                add(Capability.NETWORK_POLICY, chart.release(), chart.name());
            }
            case "metallb" -> {
                if (chart.value("loadBalancerClass") == null) {
                    add(Capability.LOAD_BALANCER, chart.release(), "MetalLB");
                }
            }
            case "kube-vip" -> {
                if (!"false".equals(chart.value("env.svc_enable"))) {
                    add(Capability.LOAD_BALANCER, chart.release(), "kube-vip");
                }
            }
            case "kube-vip-cloud-provider", "openelb", "purelb" ->
                add(Capability.LOAD_BALANCER, chart.release(), chart.name());
            case "metrics-server" -> add(Capability.METRICS, chart.release(), "metrics-server");
            case "coredns" -> {
                if (chart.is("isClusterService", true)) {
                    add(Capability.DNS, chart.release(), "CoreDNS");
                }
            }
            default -> {
                // not one that a cluster has one of
            }
        }
    }

    /** As the chart has it by itself: the only CNI, policies where there are some, kube-proxy left alone. */
    private void cilium(InstalledChart chart) {
        KubernetesObject release = chart.release();
        String chaining = chart.value("cni.chainingMode");
        if (chaining == null || chaining.equals("none")) {
            add(Capability.CNI, release, "Cilium");
        }
        if (!"never".equals(chart.value("policyEnforcementMode"))) {
            add(Capability.NETWORK_POLICY, release, "Cilium");
        }
        if (chart.is("kubeProxyReplacement", false) || "strict".equals(chart.value("kubeProxyReplacement"))) {
            add(Capability.SERVICE_PROXY, release, "Cilium");
        }
        if (chart.is("l2announcements.enabled", false) || chart.is("bgpControlPlane.enabled", false)) {
            add(Capability.LOAD_BALANCER, release, "Cilium");
        }
    }

    private void images(KubernetesObject object) {
        if (CONTAINERS.in(object.body()) instanceof Sequence containers) {
            for (Value value : containers) {
                if (value instanceof Mapping container && container.get("image") instanceof Leaf image) {
                    image(object, image.text());
                }
            }
        }
    }

    private void image(KubernetesObject object, String image) {
        int slash = image.lastIndexOf('/');
        int end = image.indexOf('@') < 0 ? image.length() : image.indexOf('@');
        int colon = image.lastIndexOf(':', end);
        int from = slash < 0 ? 0 : image.lastIndexOf('/', slash - 1) + 1;
        switch (image.substring(from, colon > slash ? colon : end)) {
            case "cilium/cilium" -> {
                add(Capability.CNI, object, "Cilium");
                add(Capability.NETWORK_POLICY, object, "Cilium");
            }
            case "flannel/flannel", "flannel-io/flannel", "flannelcni/flannel" ->
                add(Capability.CNI, object, "flannel");
            case "calico/node" -> {
                add(Capability.CNI, object, "Calico");
                add(Capability.NETWORK_POLICY, object, "Calico");
            }
            case "metallb/speaker" -> add(Capability.LOAD_BALANCER, object, "MetalLB");
            case "metrics-server/metrics-server" -> add(Capability.METRICS, object, "metrics-server");
            default -> {
                // not one that a cluster has one of
            }
        }
    }
}
