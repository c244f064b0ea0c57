package infra.longhorn;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Names;
import espalier.Provision;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.StorageClassSettings;
import espalier.platform.Distribution;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.LocalVolumes;
import infra.longhorn.Tier.TierSettings;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Longhorn: volumes on the disks of the machines, with copies on several of them, in tiers that are storage classes.
 *
 * <p>Longhorn's own record of each machine, its Node, comes from git: the disks are those that the machine room declares, with
 * their tags, and a machine has the name of each tier that is kept to it as a tag. A machine without disks keeps no volumes.
 * Volumes of a tier that asks for no disks never lie on a disk with tags, which is kept for those who ask for it.
 *
 * <p>Every machine needs open-iscsi with its service running (Longhorn's installation requirements); nothing here brings it, and of
 * a machine on which nothing can be installed it is found when it lacks that. The record of a volume in Kubernetes names the machines that were there when it was made, so that pods of older volumes never go to
 * a machine that joined later.
 */
public final class Longhorn extends Component implements Measured {
    /** Values and definitions as the chart of this version has them, in longhorn/longhorn at the tag v1.12.1. */
    private static final String VERSION = "1.12.1";

    private static final String DRIVER = "driver.longhorn.io";
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private final MachineRoom room;
    private final HelmRelease release;
    private final Scope system;
    private final List<Tier> tiers = new ArrayList<>(4);

    /** Longhorn on the disks of the machines of {@code distribution}. */
    public Longhorn(Scope scope, String id, Distribution distribution, Consumer<LonghornSettings> configure) {
        super(scope, id);
        room = distribution.room();
        var settings = Settings.configured(new LonghornSettings(this), configure);
        var namespace = new Namespace(
                this,
                "namespace",
                n -> n.named("longhorn-system").privileged("Longhorn mounts the disks of its nodes, as root"));
        system = in(namespace);
        release = new HelmRelease(
                system,
                "release",
                PublishedChart.of("longhorn", VERSION).repository("longhorn", "https://charts.longhorn.io"),
                CrdOwner.RELEASE,
                h -> h.named("longhorn")
                        // The driver is ready only after the managers, which pull their images first.
                        .timeout(Duration.ofMinutes(15))
                        .bringsCrds("longhorn.io")
                        .brings("storage.k8s.io", "CSIDriver", DRIVER)
                        .bringsService("longhorn-frontend", "http", 80)
                        .value(false, "persistence", "createStorageClass")
                        .value(true, "defaultSettings", "createDefaultDiskLabeledNodes")
                        .value(false, "defaultSettings", "allowEmptyDiskSelectorVolume")
                        // Otherwise a pod whose machine died keeps its volume from the one that shall take its place.
                        .value(
                                "delete-both-statefulset-and-deployment-pod",
                                "defaultSettings",
                                "nodeDownPodDeletionPolicy"));
        settings.expose(new Page(system), release.service("longhorn-frontend", "http"));
        node().whenComplete(this::finish);
    }

    /** The figures of volumes and disks. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(h ->
                h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "metrics", "serviceMonitor", "enabled"));
    }

    /** The class {@code longhorn}, which claims get that name none; on the untagged disks of all machines unless said otherwise. */
    public StorageClass defaultTier(Consumer<TierSettings> configure) {
        return add(new Tier(this, "default", "longhorn", configure, StorageClassSettings::byDefault));
    }

    /** The class {@code longhorn-NAME}. */
    public StorageClass tier(String name, Consumer<TierSettings> configure) {
        return add(new Tier(this, name, "longhorn-" + name, configure, c -> {}));
    }

    private StorageClass add(Tier tier) {
        tiers.add(tier);
        return tier.storageClass();
    }

    /** The name of the driver, as classes give it. */
    Text driver() {
        return release.brought("storage.k8s.io", "CSIDriver", DRIVER);
    }

    /** The machines that the classes choose from. */
    MachineRoom room() {
        return room;
    }

    /** What follows from all tiers together: Longhorn's record of each machine, and that volumes say where they are. */
    private void finish() {
        // As Longhorn's page on Talos has it.
        LocalVolumes.mustBeBuiltWith(node(), room, "siderolabs/iscsi-tools", "siderolabs/util-linux-tools");
        boolean anyKept = false;
        for (Machine machine : room.machines()) {
            machine.disks().keySet().forEach(path -> LocalVolumes.mustSee(machine.node(), room, path));
            var tags = new Sequence();
            for (Tier tier : tiers) {
                if (tier.machines().contains(machine)) {
                    tags.add(tier.tag());
                    anyKept = true;
                }
            }
            if (!machine.disks().isEmpty() || !tags.isEmpty()) {
                Provision record = record(machine, tags);
                tiers.forEach(tier -> tier.storageClass().needs(record));
            }
        }
        if (anyKept) {
            // So that a volume's record in Kubernetes names its machines, and a pod that starts anew is put there.
            release.configure(h -> h.value(HOSTNAME, "defaultSettings", "csiAllowedTopologyKeys"));
        }
    }

    private Provision record(Machine machine, Sequence tags) {
        var disks = new Mapping();
        machine.disks()
                .forEach((path, diskTags) -> disks.put(
                        Names.asLabel(path, "disk"),
                        Mapping.of("path", path)
                                .put("diskType", "filesystem")
                                .put("allowScheduling", true)
                                .put("tags", Sequence.of(diskTags.toArray()))));
        var record = new CustomResource(
                system,
                machine.node().id(),
                "longhorn.io/v1beta2",
                "Node",
                n -> n.named(machine.hostname())
                        .spec("name", machine.hostname())
                        .spec("allowScheduling", true)
                        .spec("tags", tags)
                        .spec("disks", disks));
        return record.provision();
    }

    /** Longhorn's page, on which whoever reaches it can delete volumes: it asks for no login. */
    private static final class Page extends Component {
        private Page(Scope scope) {
            super(scope, "page");
        }
    }

    /** What can be set on Longhorn. */
    public static final class LonghornSettings extends ExposedSettings<LonghornSettings> {
        private LonghornSettings(Longhorn longhorn) {
            super(longhorn.node());
        }

        @Override
        protected LonghornSettings self() {
            return this;
        }
    }
}
