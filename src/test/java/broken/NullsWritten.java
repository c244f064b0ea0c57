package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import infra.Redis;

/** Hands on what it never looked up. */
public final class NullsWritten extends Cluster {
    public NullsWritten(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        String missing = System.getProperty("no.such.property");
        new Deployment(
                apps,
                "web",
                d -> d.replicas(-1)
                        .container("web", missing, c -> c.port("http", 8080).readiness(Probe.http("http", missing))));
        new CronJob(
                apps, "clean-up", "every day", j -> j.container("clean", "example.com/clean:1", c -> c.args("--all")));
        new CronJob(
                apps,
                "report",
                "0 25 * * mon",
                j -> j.container("report", "example.com/report:1", c -> c.args("--all")));
        var redis = new Redis(apps, "redis");
        patch(redis, "nobody knows any more", p -> p.kind("Deployment"));
        patch(redis, "a note", p -> p.kind("Deployment").set("none", "metadata", "labels"));
    }
}
