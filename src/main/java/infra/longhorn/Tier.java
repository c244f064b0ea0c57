package infra.longhorn;

import espalier.Component;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.kubernetes.StorageClass.StorageClassSettings;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A class of Longhorn's volumes: how many copies, on which disks of which machines. */
public final class Tier extends Component {
    /** As many as Longhorn itself makes, where there are machines enough. */
    private static final int USUAL_REPLICAS = 3;

    private final MachineRoom room;
    private final TierSettings settings;
    private final StorageClass storageClass;

    Tier(
            Longhorn longhorn,
            String id,
            String className,
            Consumer<TierSettings> configure,
            Consumer<StorageClassSettings> more) {
        super(longhorn, id);
        room = longhorn.room();
        settings = Settings.configured(new TierSettings(this), configure);
        storageClass = new StorageClass(this, "class", longhorn.driver(), c -> {
            c.named(className)
                    .parameter("numberOfReplicas", Integer.toString(replicas()))
                    .parameter("dataLocality", settings.dataLocality().word)
                    .parameter("fsType", "ext4")
                    .reclaimPolicy(settings.reclaimPolicy.or(ReclaimPolicy.DELETE))
                    .expandable();
            if (!settings.disks.isEmpty()) {
                c.parameter("diskSelector", String.join(",", settings.disks));
            }
            if (!settings.machines.isEmpty()) {
                c.parameter("nodeSelector", tag()).onMachines(settings.hostnames());
            }
            more.accept(c);
        });
    }

    StorageClass storageClass() {
        return storageClass;
    }

    private int replicas() {
        int possible = settings.machines.isEmpty() ? room.machines().size() : settings.machines.size();
        // Without machines in the room nobody knows how many there are.
        return settings.replicas.or(possible == 0 ? USUAL_REPLICAS : Math.min(USUAL_REPLICAS, possible));
    }

    /** The tag by which Longhorn knows the machines that it is kept to. */
    String tag() {
        return node().id();
    }

    /** The machines that it is kept to; empty where it is on all that have the disks. */
    List<Machine> machines() {
        return settings.machines;
    }

    /**
     * Where one copy of a volume is. Longhorn's third way, {@code strict-local}, keeps the one copy and its pod together, but
     * leaves it to people that the pod is started there; {@link TierSettings#on} does that for any number of copies.
     */
    public enum DataLocality {
        /** Anywhere; the pod reads over the network. */
        DISABLED("disabled"),
        /** Also on the machine of the pod, where that has room. */
        BEST_EFFORT("best-effort");

        private final String word;

        DataLocality(String word) {
            this.word = word;
        }
    }

    /** What can be set on a tier. */
    public static final class TierSettings extends Settings {
        private final Setting<Integer> replicas = setting("replicas");
        private final Setting<DataLocality> dataLocality = setting("dataLocality");
        private final Setting<ReclaimPolicy> reclaimPolicy = setting("reclaimPolicy");
        private final List<String> disks = new ArrayList<>(1);
        private final List<Machine> machines = new ArrayList<>(1);

        private TierSettings(Tier tier) {
            super(tier.node());
        }

        /** How many copies each volume has, each on another machine; default one on each machine, at most three. */
        public TierSettings replicas(int count) {
            replicas.set(count);
            return this;
        }

        /** Only on disks with all these tags, as their machines declare them; default on disks without tags. */
        public TierSettings disks(String... tags) {
            disks.addAll(List.of(tags));
            return this;
        }

        /** Keeps volumes, and the pods that use them, to these machines; default is all of them. */
        public TierSettings on(Machine... machines) {
            this.machines.addAll(List.of(machines));
            return this;
        }

        /** Where one copy is; default beside the pod where the tier is kept to machines, else anywhere. */
        public TierSettings dataLocality(DataLocality locality) {
            dataLocality.set(locality);
            return this;
        }

        /** What happens to a volume when its claim goes; default {@link ReclaimPolicy#DELETE}. */
        public TierSettings reclaimPolicy(ReclaimPolicy policy) {
            reclaimPolicy.set(policy);
            return this;
        }

        private DataLocality dataLocality() {
            return dataLocality.or(machines.isEmpty() ? DataLocality.DISABLED : DataLocality.BEST_EFFORT);
        }

        private List<Text> hostnames() {
            var names = new ArrayList<Text>(machines.size());
            for (Machine machine : machines) {
                names.add(machine.name());
            }
            return names;
        }
    }
}
