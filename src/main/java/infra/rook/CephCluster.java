package infra.rook;

import espalier.Component;
import espalier.Identity;
import espalier.Origin;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.platform.Distribution;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.rook.BlockPool.BlockPoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Ceph on the bare disks of one model, wherever the machine room has them; on no other disk. Whoever wants volumes makes a
 * {@link #blockPool}.
 *
 * <p>The machine room tells models and no serial numbers, so that the disks are found by the names that udev gives SATA disks of
 * their model. A disk that has partitions or a file system is never taken.
 */
public final class CephCluster extends Component implements Measured {
    /** One that Rook 1.20 supports. */
    static final String IMAGE = "quay.io/ceph/ceph:v20.2.2-20260616";

    private static final String API = "ceph.rook.io/v1";

    private static final Rule NO_DISK = Rule.error(
            "ceph-disks",
            "Ceph is to run on disks that no machine has",
            "It would wait for disks for ever, and every volume with it",
            "say which machines have them, with bareDisks(…), before Ceph is made");

    private final Rook rook;
    private final String model;
    private final List<Machine> machines = new ArrayList<>(3);
    private final CustomResource cluster;

    /** Ceph on the disks of {@code model}, as the machines of {@code distribution} declare it that were made before. */
    public CephCluster(Scope scope, String id, Rook rook, Distribution distribution, String model) {
        super(scope.in(rook.namespace()), id);
        this.rook = rook;
        this.model = model;
        exempt(Policies.MEMORY_LIMIT, "storage that is killed for its memory takes everybody's volumes with it");
        findMachines(distribution.room());
        cluster = new CustomResource(this, API, "CephCluster", c -> {
            c.named(node().namespace().text())
                    .spec("cephVersion", Mapping.of("image", node().image(IMAGE)))
                    .spec("dataDirHostPath", "/var/lib/rook")
                    .spec("mon", onePerMachine(machines.size() < 3 ? 1 : 3))
                    .spec("mgr", onePerMachine(machines.size() < 2 ? 1 : 2))
                    .spec("storage", storage())
                    .spec("disruptionManagement", Mapping.of("managePodBudgets", true))
                    .spec(
                            "priorityClassNames",
                            Mapping.of("mon", "system-node-critical")
                                    .put("osd", "system-node-critical")
                                    .put("mgr", "system-cluster-critical"));
            if (CephVersion.of(node().image(IMAGE).text()).makesLongKeys()) {
                c.spec("security", Mapping.of("cephx", Mapping.of("csi", Mapping.of("keyType", "aes"))));
            }
        });
        new Toolbox(this);
    }

    private void findMachines(MachineRoom room) {
        for (Machine machine : room.machines()) {
            if (machine.bareDisks().containsKey(model)) {
                machines.add(machine);
            }
        }
        if (machines.isEmpty()) {
            node().markBroken();
            node().findings()
                    .report(
                            NO_DISK,
                            node(),
                            Origin.here(),
                            "Tried to run " + node().path() + " on disks of the model " + model + ", but no machine of "
                                    + room.title() + " has one",
                            NO_DISK.fix());
        }
    }

    private static Mapping onePerMachine(int count) {
        return Mapping.of("count", count).put("allowMultiplePerNode", false);
    }

    private Mapping storage() {
        var nodes = new Sequence();
        for (Machine machine : machines) {
            nodes.add(Mapping.of("name", machine.name()).put("devicePathFilter", disks()));
        }
        return Mapping.of("useAllNodes", false).put("useAllDevices", false).put("nodes", nodes);
    }

    /** Whole disks: the name of a partition goes on behind the serial number. */
    private String disks() {
        return "^/dev/disk/by-id/ata-" + model.replace(' ', '_') + "_[0-9A-Za-z]+$";
    }

    /** A pool of block devices, and the class of volumes in it. */
    public BlockPool blockPool(String id, Consumer<BlockPoolSettings> configure) {
        return new BlockPool(this, id, configure);
    }

    /** The name of the driver, as classes give it. */
    Text driver() {
        return rook.blockDriver();
    }

    /** What classes call the cluster: Rook's drivers know it by its namespace. */
    Text clusterId() {
        return node().namespace();
    }

    /** How many machines have the disks, each of which can keep one copy. */
    int hosts() {
        return machines.size();
    }

    /** The name of a Secret that Rook makes for a driver; it follows when the cluster is there. */
    Text secret(String name) {
        return made("Secret", name).name();
    }

    /** A key of the Secret with which administrators log in. */
    SecretKey admin(String key) {
        List<String> keys = List.of("ceph-secret", "ceph-username", "fsid", "mon-secret");
        return SecretKey.of(made("Secret", "rook-ceph-mon").withKeys(keys), key);
    }

    /** Something that Rook makes of the cluster. */
    Provision made(String kind, String name) {
        return Provision.of(Identity.of("", kind, node().namespace().text(), name), cluster.node());
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        rook.letTell();
        cluster.configure(c -> c.spec("monitoring", Mapping.of("enabled", true)));
    }
}
