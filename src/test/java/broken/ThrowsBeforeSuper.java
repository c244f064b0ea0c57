package broken;

import espalier.Cluster;
import espalier.Fleet;
import infra.Redis;
import java.util.Map;

/** Looks its version up in a table that does not have it: not even the cluster's own constructor is reached. */
public final class ThrowsBeforeSuper extends Cluster {
    private static final Map<String, String> VERSIONS = Map.of("lab", "1.33");

    public ThrowsBeforeSuper(Fleet fleet, String name) {
        super(fleet, version(name).isEmpty() ? "" : name, c -> c.kubernetes("1.33"));
        new Redis(this, "redis");
    }

    private static String version(String name) {
        String version = VERSIONS.get(name);
        if (version == null) {
            throw new IllegalStateException("no version is chosen for " + name);
        }
        return version;
    }
}
