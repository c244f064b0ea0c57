package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.rules.Ordering;
import espalier.rules.Scarcity;
import infra.Redis;

/** Waivers that outlived what they were for, and one for what cannot be waived. */
public final class WaiversForNothing extends Cluster {
    public WaiversForNothing(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");
        var redis = new Redis(apps, "redis");
        redis.waive(Scarcity.NODE_PORT, "the API server was told otherwise");
        redis.waive(Ordering.CYCLE, "it will sort itself out");
    }
}
