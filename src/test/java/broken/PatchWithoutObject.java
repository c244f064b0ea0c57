package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Nats;
import infra.Redis;

/** Patches for objects as they used to be called. */
public final class PatchWithoutObject extends Cluster {
    public PatchWithoutObject(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        new Nats(apps, "nats");
        patch(redis, "the page asks for two", p -> p.kind("StatefulSet").set(2, "spec", "replicas"));
        patch(
                redis,
                "the page asks for two",
                p -> p.kind("Deployment").name("reddis").set(2, "spec", "replicas"));
        patch(this, "it is slow to end", p -> p.kind("Deploymnet").name("nats").set(60, "spec", "minReadySeconds"));
        patch(
                redis,
                "it is slow to end",
                p -> p.kind("Service").namespace("cache").remove("spec", "type"));
    }
}
