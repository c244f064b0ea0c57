package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StatefulSet;
import infra.Redis;

/** Ids that are fine for directories, and names that Kubernetes refuses. */
public final class NamesRefused extends Cluster {
    public NamesRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "3d-cache");
        new CronJob(
                apps,
                "clean-up",
                "0 3 * * *",
                j -> j.named("clean-up-the-volumes-of-all-the-people-who-left-us-last-year")
                        .container("clean", "example.com/clean:1", c -> c.args("--all")));
        new Namespace(apps, "media", n -> n.named("Media_Files"));
        new StatefulSet(
                apps,
                "queue",
                s -> s.named("queue-for-the-messages-of-all-the-people-in-the-house")
                        .container("queue", "example.com/queue:1", c -> c.port("amqp", 5672)));
    }
}
