package broken;

import apps.Ollama;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.SynologyNfs;

/** Machines with disks at no path and devices below one, and models that nobody can pull. */
public final class MachinesRefused extends Cluster {
    public MachinesRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var k3s = new K3s(this, "v1.33.4+k3s1");
        new Machine(
                k3s,
                "one",
                "192.168.10.21",
                m -> m.controlPlane()
                        .device("nvidia.com/gpu", 0)
                        .disk("mnt/nvme", "nvme")
                        .disk(null));

        var infrastructure = new Stage(this, "infrastructure");
        var nas = new SynologyNfs(infrastructure, "synology", "192.168.1.5", "/volume1/lab");
        new Ollama(
                infrastructure,
                "ollama",
                nas.retained(),
                "10Gi",
                o -> o.model("llama3.2 3b").model(null));
    }
}
