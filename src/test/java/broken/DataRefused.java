package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;

/** Paths where a ConfigMap takes the names of files. */
public final class DataRefused extends Cluster {
    public DataRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new ConfigMap(
                apps,
                "config",
                c -> c.value("conf/nats.conf", "port: 4222")
                        .value("../../../escape.yaml", "x")
                        .suffixNameWithHash());
        new Manifests(apps, "numbers", "it came with the documentation", Resource.of("broken/numbers.yaml"));
    }
}
