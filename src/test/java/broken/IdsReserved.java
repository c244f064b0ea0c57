package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Ids that files of the tree have already. */
public final class IdsReserved extends Cluster {
    public IdsReserved(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "kustomization");
        new Redis(this, "flux-system");
        var second = new Stage(this, "kustomization");
        new Redis(second, "redis");
    }
}
