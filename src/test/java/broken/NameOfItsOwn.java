package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Has a name of its own, whatever the fleet calls it. */
public final class NameOfItsOwn extends Cluster {
    public NameOfItsOwn(Fleet fleet, String name) {
        super(fleet, "lab", c -> c.kubernetes("1.33").flux("2.7.5"));
        new Redis(new Stage(this, "apps"), "redis");
    }
}
