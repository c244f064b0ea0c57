package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Redis;

/** Keeps a stage in a field that is set too late. */
public final class ScopeNull extends Cluster {
    public ScopeNull(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        new Redis(stage(), "redis");
    }

    private Stage later;

    private Stage stage() {
        return later;
    }
}
