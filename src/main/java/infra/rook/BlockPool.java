package infra.rook;

import espalier.Component;
import espalier.Node;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.kubernetes.StorageClass.StorageClassSettings;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import infra.snapshots.SnapshotClass;
import java.util.function.Consumer;

/** A pool of Ceph's for block devices, and the classes of volumes and snapshots in it. Copies are on different machines. */
public final class BlockPool extends Component {
    /** All that Linux has known since 5.4 (Rook's prerequisites). */
    private static final String FEATURES = "layering,fast-diff,object-map,deep-flatten,exclusive-lock";

    private static final String PROVISIONER = "rook-csi-rbd-provisioner";
    private static final String NODE = "rook-csi-rbd-node";
    private static final String SECRETS = "csi.storage.k8s.io/";

    private static final Rule REPLICAS = Rule.error(
            "ceph-replicas",
            "A pool of Ceph wants more copies than machines have its disks",
            "No two copies are on one machine, so that no volume would ever be whole",
            "ask for fewer copies, or give more machines such disks");

    private final StorageClass storageClass;
    private final SnapshotClass snapshotClass;

    BlockPool(CephCluster ceph, String id, Consumer<BlockPoolSettings> configure) {
        super(ceph, id);
        var settings = Settings.configured(new BlockPoolSettings(node()), configure);
        compare(settings.replicas(), ceph);
        var pool = new CustomResource(this, "ceph.rook.io/v1", "CephBlockPool", p -> {
            p.named(id).spec("failureDomain", "host").spec("replicated", Mapping.of("size", settings.replicas()));
            Mapping compression = settings.compression.get();
            if (compression != null) {
                p.spec("parameters", compression);
            }
        });
        String className = settings.storageClass.or(id);
        storageClass = new StorageClass(this, "class", ceph.driver(), c -> {
            c.named(className)
                    .parameter("clusterID", ceph.clusterId())
                    .parameter("pool", pool.name())
                    .parameter("imageFormat", "2")
                    .parameter("imageFeatures", FEATURES)
                    .parameter(SECRETS + "fstype", "ext4")
                    .reclaimPolicy(settings.reclaimPolicy.or(ReclaimPolicy.DELETE))
                    .expandable();
            for (String purpose : new String[] {"provisioner", "controller-expand", "controller-publish"}) {
                secret(c, purpose, PROVISIONER, ceph);
            }
            secret(c, "node-stage", NODE, ceph);
            if (settings.byDefault.isSet()) {
                c.byDefault();
            }
        });
        snapshotClass = new SnapshotClass(
                this,
                "snapshots",
                ceph.driver(),
                s -> s.named(className)
                        .parameter("clusterID", ceph.clusterId())
                        .parameter(SECRETS + "snapshotter-secret-name", ceph.secret(PROVISIONER))
                        .parameter(SECRETS + "snapshotter-secret-namespace", ceph.clusterId()));
    }

    private static void secret(StorageClassSettings to, String purpose, String name, CephCluster ceph) {
        to.parameter(SECRETS + purpose + "-secret-name", ceph.secret(name))
                .parameter(SECRETS + purpose + "-secret-namespace", ceph.clusterId());
    }

    private void compare(int replicas, CephCluster ceph) {
        int hosts = ceph.hosts();
        if (hosts > 0 && replicas > hosts) {
            node().findings()
                    .report(
                            REPLICAS,
                            node(),
                            "Tried to keep " + replicas + " copies of each volume in the pool " + node().path()
                                    + ", but only " + hosts + (hosts == 1 ? " machine has" : " machines have")
                                    + " disks of " + ceph.node().path(),
                            REPLICAS.fix());
        }
    }

    /** The class of volumes in the pool. */
    public StorageClass storageClass() {
        return storageClass;
    }

    /** The class of snapshots of its volumes. */
    public SnapshotClass snapshotClass() {
        return snapshotClass;
    }

    /** When Ceph compresses what it writes, as {@code compression_mode} has it. */
    public enum Compression {
        /** Unless the client says that it is not worth while. */
        AGGRESSIVE("aggressive"),
        /** Only where the client says that it is worth while. */
        PASSIVE("passive");

        private final String word;

        Compression(String word) {
            this.word = word;
        }
    }

    /** What can be set on a pool. */
    public static final class BlockPoolSettings extends Settings {
        private final Setting<Integer> replicas = setting("replicas");
        private final Setting<Mapping> compression = setting("compression");
        private final Setting<String> storageClass = setting("storageClass");
        private final Setting<ReclaimPolicy> reclaimPolicy = setting("reclaimPolicy");
        private final Setting<Boolean> byDefault = setting("byDefault");

        private BlockPoolSettings(Node node) {
            super(node);
        }

        /** How many copies there are, each on another machine; default 3. */
        public BlockPoolSettings replicas(int count) {
            replicas.set(count);
            return this;
        }

        /**
         * Compresses what is written; default not at all.
         *
         * @param algorithm as {@code compression_algorithm} has it, such as {@code zstd}
         */
        public BlockPoolSettings compression(Compression when, String algorithm) {
            compression.set(Mapping.of("compression_mode", when.word).put("compression_algorithm", algorithm));
            return this;
        }

        /** What the classes of volumes and snapshots are called; default is the pool's name. */
        public BlockPoolSettings storageClass(String name) {
            storageClass.set(name);
            return this;
        }

        /** What happens to a volume when its claim goes; default {@link ReclaimPolicy#DELETE}. */
        public BlockPoolSettings reclaimPolicy(ReclaimPolicy policy) {
            reclaimPolicy.set(policy);
            return this;
        }

        /** Gives claims that name no class this one. */
        public BlockPoolSettings byDefault() {
            byDefault.set(true);
            return this;
        }

        private int replicas() {
            return replicas.or(3);
        }
    }
}
