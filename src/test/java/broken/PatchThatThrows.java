package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Nats;
import infra.Redis;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** A patch by a builder that takes a container for granted. */
public final class PatchThatThrows extends Cluster {
    public PatchThatThrows(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        new Nats(apps, "nats");
        patch(
                redis,
                "two are safer",
                p -> p.edit(
                        DeploymentBuilder.class,
                        b -> b.editSpec()
                                .editTemplate()
                                .editSpec()
                                .editMatchingContainer(c -> c.getName().equals("sidecar"))
                                .withImage("example.com/sidecar:1")
                                .endContainer()
                                .endSpec()
                                .endTemplate()
                                .endSpec()));
    }
}
