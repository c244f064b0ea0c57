package broken;

import espalier.Cluster;
import espalier.Fleet;
import infra.Redis;
import java.time.Duration;

/** A duration as people write it, in the settings that the cluster itself is made of. */
public final class ThrowsInClusterSettings extends Cluster {
    public ThrowsInClusterSettings(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").interval(Duration.parse("10m")));
        new Redis(this, "redis");
    }
}
