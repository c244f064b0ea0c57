package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Names of Kustomizations that come out the same, or too long. */
public final class NamesOfKustomizations extends Cluster {
    public NamesOfKustomizations(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");
        var extra = new Stage(this, "apps-extra");
        new Redis(apps, "cache");
        new Redis(this, "apps-cache");
        new Redis(extra, "queue");
        new Redis(apps, "extra");
        new Redis(extra, "what-people-in-the-house-looked-up-in-the-last-few-days");
    }
}
