package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Ids as people write names, and one that leads out of the directory. */
public final class IdsRefused extends Cluster {
    public IdsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "Cache");
        new Redis(apps, "lab/cache");
        new Redis(apps, "../../etc");
        new Redis(apps, "");
        new Redis(apps, null);
        new Redis(new Stage(this, "Infra structure"), "queue");
    }
}
