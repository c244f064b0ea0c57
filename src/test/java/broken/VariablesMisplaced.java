package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import infra.Redis;

/** Variables that stand where Flux does not find them in time, or does not look for them at all. */
public final class VariablesMisplaced extends Cluster {
    public VariablesMisplaced(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        var own = new ConfigMap(redis.in(NamespaceHandle.FLUX_SYSTEM), "own", c -> c.value("TOWN", "Bergen"));
        new ConfigMap(redis, "reader", c -> c.value("town", own.key("TOWN").substituted()));

        var elsewhere = new ConfigMap(apps, "elsewhere", c -> c.value("ROAD", "E39"));
        var vars = new ConfigMap(apps.in(NamespaceHandle.FLUX_SYSTEM), "vars", c -> c.value("SEA", "North"));
        new ConfigMap(apps, "map", c -> c.value("road", elsewhere.key("ROAD").substituted()));
        new ConfigMap(
                apps,
                "chart",
                c -> c.value("sea", vars.key("SEA").substituted()).suffixNameWithHash());
    }
}
