package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Nothing is wrong with it, but it hands its stage to whoever asks, also when it is complete. */
public final class Open extends Cluster {
    public final Stage apps;

    public Open(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        apps = new Stage(this, "apps");
        new Redis(apps, "redis");
    }
}
