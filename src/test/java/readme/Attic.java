package readme;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.policy.PolicySets;
import infra.MediaStore;
import infra.MediaStore.Directory;

/** The attic: one old machine, and the books on the NAS. */
public final class Attic extends Cluster {
    public Attic(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/clusters", "main")
                        .policies(PolicySets.SAFE_PODS));

        var k3s = new K3s(this, "v1.33.5+k3s1", k -> k.machines("10.0.0.0/24"));
        new Machine(k3s, "attic", "10.0.0.2", m -> m.controlPlane());

        var media = new Stage(this, "media");
        var house = media.in(new Namespace(media, "media"));
        var nas = new MediaStore(
                house,
                "nas",
                "10.0.0.3",
                new Directory("/configs", "10Gi"),
                new Directory("/books", "1Ti"),
                new Owner(1000, 1000));
        new Bookshelf(house, "bookshelf", nas, b -> {});
    }
}
