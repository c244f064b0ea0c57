package broken;

import apps.media.Jellyfin;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Owner;
import infra.MediaStore;
import infra.MediaStore.Directory;

/** An app that wants to be reached, in a cluster that nobody can reach. */
public final class NotExposed extends Cluster {
    public NotExposed(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var store = new MediaStore(
                apps,
                "store",
                "nas.example.com",
                new Directory("/configs", "1Ti"),
                new Directory("/media", "30Ti"),
                new Owner(1000, 1000));
        new Jellyfin(apps, "jellyfin", store, j -> j.host("films"));
    }
}
