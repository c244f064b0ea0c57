package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** A constant that cannot be computed: the class is never loaded. */
public final class ThrowsInStaticField extends Cluster {
    static final int REPLICAS = Integer.parseInt("three");

    public ThrowsInStaticField(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        new Redis(new Stage(this, "apps"), "redis");
    }
}
