package broken;

import apps.LiteLlm;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;

/** Files that were moved, mistyped, or are no text. */
public final class ResourcesMissing extends Cluster {
    public ResourcesMissing(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new LiteLlm(apps, "litellm", Resource.of("lab/litelm-config.yaml"), l -> {});
        new ConfigMap(apps, "moved", c -> c.file("nats.conf", Resource.of("lab/nats.conf")));
        new ConfigMap(apps, "folder", c -> c.file("all", Resource.of("lab")));
        new ConfigMap(apps, "nowhere", c -> c.file("x", Resource.of("something/quite/different.bin")));
        new Manifests(apps, "image", "it came with the documentation", Resource.of("broken/latin1.yaml"));
        new Manifests(apps, "half", "it came with the documentation", Resource.of("broken/half.yaml"));
    }
}
