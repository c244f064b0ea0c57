package espalier.platform;

import espalier.Component;
import espalier.Identity;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine of a cluster: what Kubernetes calls a node. */
public final class Machine extends Component {
    private final MachineSettings settings;
    private final @Nullable AddressRange address;

    /** A worker called {@code id}. */
    public Machine(Distribution of, String id, String address) {
        this(of, id, address, m -> {});
    }

    /** A machine called {@code id}, a worker unless the settings say otherwise. */
    public Machine(Distribution of, String id, String address, Consumer<MachineSettings> configure) {
        super(of, id);
        settings = Settings.configured(new MachineSettings(node()), configure);
        this.address = AddressRange.address(address);
        if (this.address == null) {
            node().findings()
                    .report(
                            Platforms.ADDRESS,
                            node(),
                            Origin.here(),
                            "Tried to find the machine " + id + " at \"" + address + "\", but that is no address",
                            "write it as in 192.168.1.10");
        }
        node().provide(provision());
        of.room().add(this);
    }

    private Provision provision() {
        return Provision.of(Identity.of("", "Node", "", hostname()), node());
    }

    /** Its name as a value of the label {@code kubernetes.io/hostname}. */
    public Text name() {
        return provision().name();
    }

    /** The name under which it joins the cluster. */
    public String hostname() {
        return settings.named.or(node().id());
    }

    /** Null where what was given is none, which is reported. */
    public @Nullable AddressRange address() {
        return address;
    }

    /** Whether it runs the API server, and etcd or what takes its place. */
    public boolean isControlPlane() {
        return settings.controlPlane.isSet();
    }

    /** The labels that were said of it, beside those that Kubernetes gives by itself. */
    public Map<String, String> labels() {
        return settings.labels;
    }

    /** What keeps pods off it. */
    public List<Taint> taints() {
        return settings.taints;
    }

    /** How many pods can have each extended resource at a time. */
    public Map<String, Integer> devices() {
        return settings.devices;
    }

    /** Says that the plugin of {@code resource} gives each of it to so many pods at a time; for the construct of that plugin. */
    public void share(String resource, int pods) {
        settings.devices.computeIfPresent(resource, (name, count) -> count * pods);
    }

    /** Its disks by the path at which they are mounted, each with its tags. */
    public Map<String, List<String>> disks() {
        return settings.disks;
    }

    /** How many disks without a file system it has, by their model. */
    public Map<String, Integer> bareDisks() {
        return settings.bareDisks;
    }

    /** How many cores it has, null where that is not said. */
    public @Nullable Integer cores() {
        return settings.cores.get();
    }

    /** How much memory it has, as {@code 64Gi}; null where that is not said. */
    public @Nullable String memory() {
        return settings.memory.get();
    }

    /** What can be said of a machine. */
    public static final class MachineSettings extends Settings {
        private final Setting<String> named = setting("named");
        private final Setting<Boolean> controlPlane = setting("controlPlane");
        private final Setting<Integer> cores = setting("cores");
        private final Setting<String> memory = setting("memory");
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<Taint> taints = new ArrayList<>(0);
        private final Map<String, Integer> devices = new LinkedHashMap<>();
        private final Map<String, List<String>> disks = new LinkedHashMap<>();
        private final Map<String, Integer> bareDisks = new LinkedHashMap<>();

        private MachineSettings(Node node) {
            super(node);
        }

        /** The name under which it joins the cluster, where it is not the id. */
        public MachineSettings named(String hostname) {
            named.set(hostname);
            return this;
        }

        /** Runs the API server, and etcd or what takes its place. */
        public MachineSettings controlPlane() {
            controlPlane.set(true);
            return this;
        }

        /** A label, as {@code --node-label} or {@code kubectl label node} gives it. */
        public MachineSettings label(String key, String value) {
            once("the label " + key, labels.putIfAbsent(key, value), value);
            return this;
        }

        /** Keeps pods off that do not tolerate it. */
        public MachineSettings taint(String key, String value, Taint.Effect effect) {
            taints.add(new Taint(key, value, effect));
            return this;
        }

        /**
         * An extended resource that pods can ask for, as its device plugin offers it.
         *
         * @param resource such as {@code nvidia.com/gpu}
         * @param count how many there are; where the construct of the plugin does not say how often each is shared, shared
         *     ones are counted as often
         */
        public MachineSettings device(String resource, int count) {
            count("the device " + resource, count, "of " + resource, "a device", devices, resource);
            return this;
        }

        /** A disk at {@code path}, with the tags by which a storage system chooses it. */
        public MachineSettings disk(String path, String... tags) {
            if (path == null || !path.startsWith("/")) {
                refuse(
                        Platforms.DISK,
                        "Tried to give the machine " + node() + " a disk at "
                                + (path == null ? "null" : "\"" + path + "\"")
                                + ", but a disk is mounted at a path from the root on",
                        "write it as in /mnt/nvme");
                return this;
            }
            once("the disk " + path, disks.putIfAbsent(path, List.of(tags)), path);
            return this;
        }

        /**
         * Disks without a file system, for a storage system that takes them whole.
         *
         * @param model as the disk itself says it, such as {@code Samsung SSD 870 EVO 2TB}
         * @param count how many of them there are
         */
        public MachineSettings bareDisks(String model, int count) {
            count("the disks " + model, count, "disks of the model " + model, "a disk", bareDisks, model);
            return this;
        }

        /** How many cores it has. */
        public MachineSettings cores(int count) {
            cores.set(count);
            return this;
        }

        /** How much memory it has, as {@code 64Gi}. */
        public MachineSettings memory(String amount) {
            memory.set(amount);
            return this;
        }

        private void count(String what, int count, String ofWhat, String one, Map<String, Integer> counts, String key) {
            if (count < 1) {
                refuse(
                        Platforms.DEVICE,
                        "Tried to give the machine " + node() + " " + count + " " + ofWhat
                                + ", but a machine has one or more of " + one + ", or none to speak of",
                        "say how many there are, or leave the line out");
            }
            once(what, counts.putIfAbsent(key, Math.max(1, count)), count);
        }

        private void refuse(Rule rule, String message, String fix) {
            node().findings().report(rule, node(), Origin.here(), message, fix);
        }

        private void once(String what, @Nullable Object before, Object now) {
            if (before != null) {
                reportTwice(what, before, now);
            }
        }
    }
}
