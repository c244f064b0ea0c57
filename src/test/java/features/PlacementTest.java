package features;

import static features.Ground.K3S;

import espalier.kubernetes.Deployment;
import espalier.platform.Capability;
import espalier.platform.K3s;
import espalier.platform.Kubeadm;
import espalier.platform.Machine;
import espalier.platform.Taint.Effect;
import espalier.platform.Talos;

/** Every pod is admitted, and finds a machine that has what it asks for and lets it run there. */
class PlacementTest extends GroundCases {
    PlacementTest() {
        super("placement");
    }

    /** On three machines, of which one has a GPU, one bears a label, and each has another size. */
    private void is(String name, String expected, String... files) {
        is(name, expected, c -> {
            var k3s = new K3s(c, K3S);
            new Machine(
                    k3s,
                    "k3s-master1",
                    "192.168.10.30",
                    m -> m.controlPlane().cores(2).memory("8Gi"));
            new Machine(
                    k3s,
                    "k3s1",
                    "192.168.10.21",
                    m -> m.label("bgp", "enabled").cores(8).memory("32Gi"));
            new Machine(
                    k3s,
                    "k3s3",
                    "192.168.10.31",
                    m -> m.device("nvidia.com/gpu", 4)
                            .cores(64)
                            .memory("64Gi")
                            .disk("/mnt/optane", "optane")
                            .disk("/mnt/nvme", "nvme", "fast"));
            for (String file : files) {
                c.yaml(file);
            }
        });
    }

    @Override
    void all() {
        is("a label that a machine has", "", "selects-bgp.yaml", "affinity-met.yaml");
        is("a machine and a label that are not there", "node-selector", "affinity.yaml");
        is("a device without its plugin", "device-plugin", "gpu.yaml");
        is("more of a device than any machine has", "device device-plugin", "gpus.yaml");
        is("a device on another machine", "no-machine device-plugin", "gpu-elsewhere.yaml");
        is("containers that together are too large", "machine-size", "large.yaml");
        is("one that is large only by its limit", "", "fits.yaml");
        is("an advertisement for a machine that is not there", "node-selector", "bgp-nobody.yaml");
        is("a device plugin for nobody", "node-selector", "gpu-chart.yaml");
        is("tiers with more replicas than disks", "storage-tier", "tiers.yaml");
        is("a local volume on another machine", "no-machine", "films.yaml");
        is("a class for machines that are not there", "storage-place", "tier-elsewhere.yaml");
        is("two on one port, and machines enough", "", "host-ports.yaml");
        is("one everywhere, another one on its port", "host-port-taken", "host-ports-everywhere.yaml");
        is("the same port on different machines", "", "host-ports-apart.yaml");
        is("more pods than machines for their port", "machines-too-few", "host-port-of-too-many.yaml");
        is("a port that no update ever gets", "machines-too-few", "host-port-never-free.yaml");
        is("pods that keep apart on too few", "machines-too-few", "apart-on-too-few.yaml");
        is("pods that keep apart, on machines enough", "", "apart.yaml");
        is("updates that end, on as many machines as pods", "", "updates-that-end.yaml");
        is("ports that are free in time", "", "host-ports-freed.yaml");
        is("a port in the network of the machine", "host-port-taken", "host-network.yaml");
        is("a device with its plugin", "", c -> {
            new Machine(new K3s(c, K3S), "k3s3", "192.168.10.31", m -> m.device("nvidia.com/gpu", 4));
            c.yaml("gpu.yaml");
            c.chart("nvidia-device-plugin", h -> {});
        });
        is("a chart that asks for what is nowhere", "node-selector device", c -> {
            new Machine(new K3s(c, K3S), "k3s3", "192.168.10.31");
            c.chart(
                    "ollama",
                    h -> h.value("yes", "nodeSelector", "gpu").value(1, "resources", "limits", "nvidia.com/gpu"));
        });
        is("a control plane alone, which kubeadm keeps free", "taint flux-nowhere", c -> {
            new Machine(
                    new Kubeadm(c, k -> k.has(Capability.CNI, "a test")), "one", "192.168.10.1", m -> m.controlPlane());
            c.yaml("plain.yaml");
        });
        is("a control plane alone, on K3s", "", c -> {
            new Machine(new K3s(c, K3S), "one", "192.168.10.1", m -> m.controlPlane());
            c.yaml("plain.yaml");
        });
        is("a machine for those who tolerate its taint", "", c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "k3s1", "192.168.10.21");
            new Machine(k3s, "k3s3", "192.168.10.31", m -> m.taint("gpu", "only", Effect.NO_SCHEDULE));
            c.yaml("tolerant.yaml");
        });
        is("a machine for nobody", "taint flux-nowhere taint-for-nobody", c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "k3s3", "192.168.10.31", m -> m.taint("gpu", "mostly", Effect.NO_EXECUTE));
            c.yaml("tolerant.yaml");
        });
        is("a taint that only prefers", "", c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "k3s3", "192.168.10.31", m -> m.taint("gpu", "only", Effect.PREFER_NO_SCHEDULE));
            c.yaml("plain.yaml");
        });
        is("a class on one machine", "", c -> {
            new Machine(new K3s(c, K3S), "k3s1", "192.168.10.21");
            c.yaml("class-of-one-machine.yaml");
        });
        is("a class on a machine that is not there", "node-selector", c -> {
            new Machine(new K3s(c, K3S), "k3s2", "192.168.10.22");
            c.yaml("class-of-one-machine.yaml");
        });
        is("a Node of Longhorn for no machine", "machine-missing", c -> {
            Elsewhere.things(c, "longhorn.io", "/Namespace longhorn-system");
            new Machine(new K3s(c, K3S), "k3s2", "192.168.10.31");
            c.yaml("longhorn-node.yaml");
        });
        is("more replicas than machines", "storage-tier storage-tier", c -> {
            new Machine(new K3s(c, K3S), "k3s3", "192.168.10.31");
            c.yaml("tiers.yaml");
        });
        is("a machine that two configurations of BGP select", "bgp-twice", c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "k3s1", "192.168.10.21");
            new Machine(k3s, "k3s2", "192.168.10.22");
            c.yaml("speaks-bgp-twice.yaml");
        });
        is("volumes without a replica", "storage-tier", c -> {
            new Machine(new K3s(c, K3S), "k3s3", "192.168.10.31", m -> m.disk("/var/lib/longhorn"));
            c.yaml("tier-of-nothing.yaml");
        });
        is("no machines are named", "host-port-taken", c -> {
            new K3s(c, K3S);
            for (String file : new String[] {"affinity.yaml", "gpus.yaml", "host-ports.yaml"}) {
                c.yaml(file);
            }
        });
        is("pods that their namespaces do not admit", "pod-security pod-security", c -> {
            new Talos(c, "1.10.6");
            c.yaml("privileged.yaml");
        });
        is("the same where nothing is enforced but by label", "pod-security", c -> c.yaml("privileged.yaml"));
        is("a namespace that admits neither of two", "pod-security", c -> {
            new Talos(c, "1.10.6");
            c.yaml("privileged-pair.yaml");
        });
        is("one label that two pods ask for, and another one", "node-selector node-selector", "selective-pair.yaml");
        is("a machine by its handle", "", c -> {
            var machine = new Machine(new K3s(c, K3S), "k3s3", "192.168.10.31", m -> m.named("k3s3.example.com"));
            new Deployment(c.apps, "it", d -> d.onMachine(machine.name()).container("it", "example.com/it:1", i -> {}));
        });
    }
}
