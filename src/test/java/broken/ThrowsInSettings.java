package broken;

import apps.LiteLlm;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import infra.Redis;

/** A lambda that looks up what is not there. */
public final class ThrowsInSettings extends Cluster {
    public ThrowsInSettings(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        new LiteLlm(apps, "litellm", Resource.of("lab/litellm-config.yaml"), l -> {
            l.cache(redis);
            throw new IllegalStateException("no models yet", new java.io.IOException("models.json is empty"));
        });
    }
}
