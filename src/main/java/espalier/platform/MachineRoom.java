package espalier.platform;

import espalier.Cluster;
import espalier.Identity;
import espalier.Node;
import espalier.Provision;
import espalier.Provision.CustomKind;
import espalier.Scope;
import espalier.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a distribution says of itself and of the machines it runs on: what checks reason about. */
public final class MachineRoom {
    /** The ports that the API server gives out to Services unless it was told otherwise. */
    public static final int FIRST_NODE_PORT = 30000;

    /** The last of them. */
    public static final int LAST_NODE_PORT = 32767;

    private final Node node;
    private final String title;
    private final DistributionSettings<?> settings;
    private final Map<Capability, Part> parts = new EnumMap<>(Capability.class);
    private final Map<Identity, String> leftOut = new LinkedHashMap<>();
    private final List<Machine> machines = new ArrayList<>();
    private final Map<Node, Early> early = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> userVolumes = new ArrayList<>(0);
    private @Nullable String defaultStorageClass;
    private @Nullable Integer localApiServer;
    private boolean controlPlaneTainted;
    private boolean dnsOnMachines;
    private boolean devicesForUsers;

    /**
     * A part of the distribution.
     *
     * @param name what it is called, for people
     * @param off what takes it away, in the imperative, for messages
     */
    public record Part(String name, String off) {}

    /**
     * What must be there before Flux.
     *
     * @param phase of the bootstrap; empty where nobody says which
     */
    public record Early(String phase, String because) {}

    MachineRoom(Node node, String title, DistributionSettings<?> settings) {
        this.node = node;
        this.title = title;
        this.settings = settings;
    }

    /** What {@code cluster} says it runs on; null where it does not say so. */
    public static @Nullable MachineRoom of(Cluster cluster) {
        for (Node child : cluster.node().children()) {
            if (child.construct() instanceof Distribution distribution) {
                return distribution.room();
            }
        }
        return null;
    }

    MachineRoom with(Capability capability, String name, String off) {
        parts.put(capability, new Part(name, off));
        return this;
    }

    /** The distribution brings an object that stands in no namespace. */
    MachineRoom brings(String group, String kind, String name) {
        node.provide(Provision.of(Identity.of(group, kind, "", name), node));
        return this;
    }

    /** The distribution brings the definition of {@code kind}. */
    MachineRoom bringsKind(String group, String kind, String plural) {
        var identity = Identity.of("apiextensions.k8s.io", "CustomResourceDefinition", "", plural + "." + group);
        node.provide(Provision.of(identity, node).defining(new CustomKind(kind, null)));
        return this;
    }

    /** The distribution would bring that, but {@code flag} takes it away. */
    void leavesOut(String group, String kind, String name, String flag) {
        leftOut.put(Identity.of(group, kind, "", name), flag);
    }

    /** What it is started with, and why, where that is said. */
    MachineRoom option(String option, String because) {
        options.put(option, because);
        return this;
    }

    /** The container runtime gives a device to the user of the pod that has it. */
    MachineRoom devicesForUsers() {
        devicesForUsers = true;
        return this;
    }

    /** The machines mount something at {@code path}, as {@code option} says. */
    void userVolume(String path, String option) {
        userVolumes.add(path);
        option(option, "");
    }

    /** The distribution keeps pods off the control plane that do not tolerate being there. */
    MachineRoom taintsControlPlane() {
        controlPlaneTainted = true;
        return this;
    }

    /** Every machine leads this port of {@code localhost} to the API server, whichever machine runs it. */
    MachineRoom localApiServer(int port) {
        localApiServer = port;
        return this;
    }

    /** The cluster's DNS server asks the machine that it runs on, at an address that only that machine has. */
    MachineRoom dnsOnMachines() {
        dnsOnMachines = true;
        return this;
    }

    void defaultStorageClass(String name) {
        defaultStorageClass = name;
    }

    void add(Machine machine) {
        machines.add(machine);
    }

    void beforeFlux(String phase, Scope component, String because) {
        early.put(component.node(), new Early(phase, because));
    }

    /** The machines that have {@code resource}, of those that were made up to now. */
    public List<Machine> having(String resource) {
        var having = new ArrayList<Machine>();
        for (Machine machine : machines) {
            if (machine.devices().containsKey(resource)) {
                having.add(machine);
            }
        }
        return having;
    }

    /** The name of an object that the distribution brings and that stands in no namespace, or null. */
    public @Nullable Text brought(String group, String kind, String name) {
        var identity = Identity.of(group, kind, "", name);
        for (Provision provision : node.provisions()) {
            if (provision.identity().equals(identity)) {
                return provision.name();
            }
        }
        return null;
    }

    /** The construct that says all this. */
    public Node node() {
        return node;
    }

    /** The distribution with its version, for people. */
    public String title() {
        return title;
    }

    /** What it is started with, in its own words, each with the reason that was given for it, else empty. */
    public Map<String, String> options() {
        return options;
    }

    /** Whether pods that tolerate nothing are kept off machines of the control plane. */
    public boolean isControlPlaneTainted() {
        return controlPlaneTainted;
    }

    /** Whether pods must keep to the baseline of the Pod Security Standards where their namespace does not say otherwise. */
    public boolean enforcesBaseline() {
        return node.construct() instanceof Talos;
    }

    /**
     * Whether nothing that runs in a pod can change the machine's system: it loads no kernel module and mounts no file system of the
     * machine, such as that of control groups, which the machine has at {@code /sys/fs/cgroup} by itself.
     */
    public boolean isSealed() {
        return node.construct() instanceof Talos;
    }

    /** Whether what a sealed machine is built of has {@code part} in its name; true for machines that one can install things on. */
    public boolean mayHave(String part) {
        if (!isSealed()) {
            return true;
        }
        for (String option : options.keySet()) {
            if (option.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether volumes can lie below {@code path} of the machines: a sealed machine's kubelet sees of its disks only what the machine's
     * configuration mounts for it.
     */
    public boolean mayKeepVolumesAt(String path) {
        if (!isSealed()) {
            return true;
        }
        for (String volume : userVolumes) {
            if (path.equals(volume) || path.startsWith(volume + "/")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the container runtime was told to give a device to the user of the pod that has it. */
    public boolean givesDevicesToUsers() {
        return devicesForUsers;
    }

    /** The port at which each machine leads {@code localhost} to the API server, or null where it does not. */
    public @Nullable Integer localApiServer() {
        return localApiServer;
    }

    /** Whether the cluster's DNS server asks the machine that it runs on, at an address that only that machine has. */
    public boolean isDnsOnMachines() {
        return dnsOnMachines;
    }

    /** The value of the label that machines of the control plane have for that role. */
    public String controlPlaneLabel() {
        return node.construct() instanceof K3s ? "true" : "";
    }

    /** The part that the distribution brings for {@code capability}, or null. */
    public @Nullable Part part(Capability capability) {
        return parts.get(capability);
    }

    /** Why the cluster has {@code capability} from elsewhere, or null where that is not said. */
    public @Nullable String elsewhere(Capability capability) {
        return settings.elsewhere.get(capability);
    }

    /** What takes {@code identity} away, which the distribution would else bring; null where that is not so. */
    public @Nullable String takenAwayBy(Identity identity) {
        return leftOut.get(identity);
    }

    /** The class that the distribution makes the default one, or null. */
    public @Nullable String defaultStorageClass() {
        return defaultStorageClass;
    }

    /** In the order of the Java; empty where the cluster does not say which there are. */
    public List<Machine> machines() {
        return machines;
    }

    /** What the cluster says must be there before Flux, with the reason. */
    public Map<Node, Early> early() {
        return early;
    }

    /** The networks that pods have their addresses from. */
    public List<AddressRange> pods() {
        return settings.pods;
    }

    /** The networks that Services have their addresses from. */
    public List<AddressRange> services() {
        return settings.services;
    }

    /** The network that the machines are in, or null. */
    public @Nullable AddressRange network() {
        return settings.network.get();
    }

    /** The router of the machines' network, or null. */
    public @Nullable AddressRange router() {
        return settings.router.get();
    }

    /** The autonomous system of the router, which is another one than the cluster's; null where it is no peer. */
    public @Nullable Long routerAs() {
        return settings.routerAs.get();
    }

    /** The autonomous system of the cluster, or null. */
    public @Nullable Long ownAs() {
        return settings.ownAs.get();
    }

    /** The address of the API server, where it is one of its own, or null. */
    public @Nullable AddressRange apiServer() {
        return settings.apiServer.get();
    }

    /** Where the API server is found: at its own address, else at that of the first machine that runs it; null if nobody says. */
    public @Nullable AddressRange apiServerAddress() {
        if (apiServer() != null) {
            return apiServer();
        }
        for (Machine machine : machines) {
            if (machine.isControlPlane()) {
                return machine.address();
            }
        }
        return null;
    }

    /** The first port that a Service can open on every node. */
    public int firstNodePort() {
        return settings.firstNodePort;
    }

    /** The last port that a Service can open on every node. */
    public int lastNodePort() {
        return settings.lastNodePort;
    }
}
