package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.rules.Scarcity;
import infra.Nats;
import infra.Redis;
import infra.SynologyNfs;
import java.util.List;

/** Takes the third disk of two. */
public final class ThrowsHalfWay extends Cluster {
    public ThrowsHalfWay(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var monitoring = new Stage(this, "monitoring", m -> m.after(apps));
        var redis = new Redis(apps, "redis");
        redis.waive(Scarcity.NODE_PORT, "a Service further down has one that the API server was told of");
        var disks = List.of("/volume1/lab", "/volume2/lab");
        new SynologyNfs(apps, "synology", "192.168.1.5", disks.get(2));
        new Nats(monitoring, "nats");
    }
}
