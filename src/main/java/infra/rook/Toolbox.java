package infra.rook;

import espalier.Component;
import espalier.Resource;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;

/** Where people ask Ceph how it is: {@code kubectl -n rook-ceph exec -it deploy/rook-ceph-tools -- ceph status}. */
final class Toolbox extends Component {
    /** Any user will do. */
    private static final Owner ANY_USER = new Owner(1000, 1000);

    Toolbox(CephCluster ceph) {
        super(ceph, "tools");
        var configuration = new EmptyDir(this, "configuration");
        var monitors = new MadeConfigMap(
                "monitors", ceph.made("ConfigMap", "rook-ceph-mon-endpoints").name());
        new Deployment(
                this,
                d -> d.named("rook-ceph-tools")
                        .runAs(ANY_USER)
                        .filesGroup(ANY_USER.gid())
                        .container(
                                "tools",
                                CephCluster.IMAGE,
                                c -> c.env("CEPH_USER", ceph.admin("ceph-username"))
                                        .env("CEPH_KEY", ceph.admin("ceph-secret"))
                                        .script(Resource.of("infra/ceph-tools.sh"))
                                        .mount(configuration, "/etc/ceph")
                                        .mountReadOnly(monitors, "/etc/rook")
                                        .cpu("10m")
                                        .memory("64Mi", "1Gi")));
    }

    /** A ConfigMap that a controller makes and changes. */
    private record MadeConfigMap(String volumeName, Text name) implements Volume {
        @Override
        public Mapping volumeSource() {
            return Mapping.of("configMap", Mapping.of("name", name));
        }
    }
}
