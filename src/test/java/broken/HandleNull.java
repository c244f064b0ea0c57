package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import infra.Bucket;
import infra.Minio;

/** Keeps the server of a bucket in a field that is set too late. */
public final class HandleNull extends Cluster {
    public HandleNull(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");
        new Bucket(apps, "photos", server());
    }

    private Minio later;

    private Minio server() {
        return later;
    }
}
