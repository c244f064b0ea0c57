package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Namespace;
import infra.Nats;
import infra.OnePassword;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;
import infra.VaultItem;

/** Keeps what it made in static fields, so that other clusters can use it: that is what {@link Borrows} believes. */
public final class Lends extends Cluster {
    static Stage apps;
    static Namespace media;
    static SynologyNfs synology;
    static Postgres postgres;
    static Redis redis;
    static Nats nats;
    static Deployment web;
    static EmptyDir scratch;
    static VaultItem google;

    public Lends(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        apps = new Stage(this, "apps");
        media = new Namespace(apps, "media");
        synology = new SynologyNfs(apps, "synology", "192.168.1.5", "/volume1/lab");
        postgres = new Postgres(apps, "postgres", synology.retained(), "10Gi");
        redis = new Redis(apps, "redis");
        nats = new Nats(apps, "nats");
        google = new OnePassword(apps, "onepassword", "lab").item("google");
        web = new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 8080)));
    }
}
