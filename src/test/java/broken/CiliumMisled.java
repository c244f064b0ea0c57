package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.platform.K3s;
import espalier.platform.K3s.K3sSettings;
import espalier.platform.Machine;
import infra.cilium.Cilium;
import java.util.function.Consumer;

/** Cilium on K3s, of which a test says too little. */
public final class CiliumMisled extends Cluster {
    private static final String[] BARE = {
        "--flannel-backend=none", "--disable-network-policy", "--disable-kube-proxy", "--disable=servicelb"
    };

    public CiliumMisled(Fleet fleet, String name, boolean found, Consumer<K3sSettings> room, Consumer<Cilium> asked) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var k3s = new K3s(this, "v1.33.4+k3s1", k -> room.accept(k.flags(BARE)));
        if (found) {
            new Machine(k3s, "one", "192.168.10.30", m -> m.controlPlane());
        }
        asked.accept(new Cilium(new Stage(this, "cni"), "cilium", k3s));
    }
}
