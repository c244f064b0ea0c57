package broken;

import apps.LiteLlm;
import apps.Phoenix;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;

/** Changed the port of the page, beside the line that sets it already. */
public final class SettingTwice extends Cluster {
    public SettingTwice(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure));
        var synology = new SynologyNfs(infrastructure, "synology", "192.168.1.5", "/volume1/lab");
        var postgres = new Postgres(apps, "postgres", synology.retained(), "10Gi");
        var redis = new Redis(apps, "redis");
        var cache = new Redis(apps, "cache");
        var phoenix =
                new Phoenix(apps, "phoenix", postgres, p -> p.nodePort(30060).nodePort(30061));
        new LiteLlm(
                apps,
                "litellm",
                Resource.of("lab/litellm-config.yaml"),
                l -> l.cache(redis).tracesTo(phoenix).cache(cache));
    }
}
