package broken;

import apps.LiteLlm;
import apps.Phoenix;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Service;
import infra.Redis;

/** Uses what another cluster made: a storage class, a port, a secret key, a vault item, a namespace, a stage. */
public final class Borrows extends Cluster {
    public Borrows(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps", s -> s.after(Lends.apps));
        new PersistentVolumeClaim(apps, "films", Lends.synology.retained(), "2Ti");
        new Deployment(
                apps,
                "page",
                d -> d.container(
                        "page",
                        "example.com/page:1",
                        c -> c.env("REDIS_HOST", Lends.redis.port().host())
                                .env("REDIS_PORT", Lends.redis.port().port())
                                .connect(Lends.nats)));
        new Phoenix(apps, "phoenix", Lends.postgres, p -> {});
        new LiteLlm(
                apps, "litellm", Resource.of("lab/litellm-config.yaml"), l -> l.key("GEMINI_API_KEY", Lends.google));
        new ConfigMap(apps.in(Lends.media), "settings", c -> c.value("theme", "dark"));
        new Service(apps, "front", Lends.web, s -> {});
        new Redis(Lends.apps, "cache");
        patch(Lends.redis, "two are safer", p -> p.kind("Deployment").set(2, "spec", "replicas"));
    }
}
