package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Copied a line for a second cache, and forgot to change its id. */
public final class IdTwice extends Cluster {
    public IdTwice(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "cache");
        new Redis(apps, "cache");
    }
}
