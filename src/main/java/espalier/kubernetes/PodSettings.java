package espalier.kubernetes;

import espalier.Exemption;
import espalier.Node;
import espalier.Reach;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.Policies;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of any workload: its containers, and how their pod runs.
 *
 * <p>A pod does not run as root, gets seccomp's default profile and no token of the API server, unless a method with a
 * reason says otherwise.
 *
 * @param <S> the settings of the workload itself
 */
public abstract class PodSettings<S extends PodSettings<S>> extends ObjectSettings<S> implements InitContainers {
    private final List<Container> initContainers = new ArrayList<>(1);
    private final List<Container> containers = new ArrayList<>(1);
    private final PodVolumes volumes = new PodVolumes();
    private final Checksums checksums = new Checksums();
    private final Mapping nodeSelector = new Mapping();
    private final Mapping podAnnotations = new Mapping();
    private final Setting<Owner> runAs = setting("runAs");
    private final Setting<Integer> filesGroup = setting("filesGroup");
    private final Setting<ServiceAccount> serviceAccount = setting("serviceAccount");
    private final Setting<Text> runtimeClass = setting("runtimeClass");
    private final Setting<String> nameserver = setting("nameserver");
    private final Setting<Text> pullSecret = setting("pullSecret");
    private final Setting<Integer> terminationGracePeriod = setting("terminationGracePeriod");
    private final Mapping aliases = new Mapping();
    private final List<Reach> reaches = new ArrayList<>(0);
    private boolean root;
    private boolean token;
    private boolean seccompLifted;
    private boolean hostNetwork;

    /** Settings of the workload at {@code node}. */
    protected PodSettings(Node node) {
        super(node);
        node.whenComplete(() -> {
            OwnAccounts own = node.answer(OwnAccounts.class);
            if (own != null && !serviceAccount.isSet() && namesAccount()) {
                serviceAccount.set(own.of(node));
            }
        });
    }

    /** Whether what is written of these settings says under which account the pods run. */
    boolean namesAccount() {
        return true;
    }

    final Node workload() {
        return node();
    }

    /** A container; {@code image} with its tag or digest. */
    public S container(String name, String image, Consumer<Container> configure) {
        return add(containers, name, image, configure);
    }

    /** Sets more of the container {@code name}, which was made before. */
    public S container(String name, Consumer<Container> more) {
        for (Container container : containers) {
            if (container.name().equals(name)) {
                more.accept(container);
                return self();
            }
        }
        throw new IllegalArgumentException("Tried to set more of the container " + name + " of " + node().path()
                + ", but it has none of that name");
    }

    @Override
    public S initContainer(String name, String image, Consumer<Container> configure) {
        return add(initContainers, name, image, configure);
    }

    /**
     * A container that starts before the others, is ready when its start-up probe succeeds, without which they do not start, and
     * goes on running beside them until they have ended. Kubernetes has it since 1.29.
     */
    public S sidecar(String name, String image, Consumer<Container> configure) {
        return add(initContainers, name, image, c -> configure.accept(c.keepRunning()));
    }

    private S add(List<Container> to, String name, String image, Consumer<Container> configure) {
        var container = new Container(this, name, image);
        to.add(container);
        Settings.configured(container, configure);
        return self();
    }

    @Override
    public boolean hasInitContainer(String name) {
        for (Container container : initContainers) {
            if (container.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The user and group its processes run as; needed where the image names no user by number. */
    public S runAs(int uid, int gid) {
        return runAs(new Owner(uid, gid));
    }

    /** The user and group its processes run as. */
    public S runAs(Owner owner) {
        runAs.set(owner);
        return self();
    }

    /**
     * The group that files on its volumes are given to, where the volume's driver can; default is that of the owner of an
     * {@link AppVolume} that is mounted. Several volumes may ask for the same one.
     */
    public S filesGroup(int gid) {
        if (!Integer.valueOf(gid).equals(filesGroup.get())) {
            filesGroup.set(gid);
        }
        return self();
    }

    /** Lets its processes run as root. */
    public S root(String because) {
        root = true;
        node().exempt(Policies.NON_ROOT, "", "pods may run as root", because);
        return self();
    }

    /** Runs without a seccomp profile. */
    public S withoutSeccomp(String because) {
        seccompLifted = true;
        node().exempt(Exemption.Kind.LIFTED, "pods run without a seccomp profile", because);
        return self();
    }

    /**
     * Runs in the network of the node, where its ports are the node's own, and where it reaches what listens for the node itself
     * alone. No policy isolates it, and the namespace must allow it.
     */
    public S hostNetwork(String because) {
        hostNetwork = true;
        node().exempt(Exemption.Kind.LIFTED, "pods run in the network of their node", because);
        return self();
    }

    /** Lets its processes find {@code address} by {@code name}, whatever the DNS says. */
    public S hostAlias(String name, String address) {
        putOnce(aliases, "host alias", name, address);
        return self();
    }

    /** Runs as {@code account}, with its token for the API server. */
    public S serviceAccount(ServiceAccount account, String because) {
        serviceAccount.set(account);
        token = true;
        node().exempt(Exemption.Kind.LIFTED, "pods get a token for the API server", because);
        return self();
    }

    /** Pulls its images with the Secret {@code credential}, which has the type {@code kubernetes.io/dockerconfigjson}. */
    public S pullSecret(Text credential) {
        pullSecret.set(credential);
        return self();
    }

    /**
     * Lets its pods reach all public addresses, which else no handle tells of; private networks are no part of it. Has an effect
     * only where the cluster isolates the namespace.
     */
    public S internet(String because) {
        reaches.add(Reach.of(node(), Reach.INTERNET, because));
        return self();
    }

    /**
     * Lets its pods reach an address or network outside the cluster, as {@code 192.168.1.5} or {@code 192.168.1.0/24}. Has an effect
     * only where the cluster isolates the namespace.
     */
    public S reaches(String network, String because) {
        reaches.add(Reach.of(node(), network, because));
        return self();
    }

    /** Adds the workload, written as {@code body}, to what its construct makes. */
    final void write(Mapping body) {
        node().add(body).reaches(reaches);
    }

    /**
     * As {@link #reaches}, on one UDP port alone.
     *
     * @param network as {@code 192.168.1.5} or {@code 192.168.1.0/24}
     */
    public S reachesUdp(String network, int port, String because) {
        reaches.add(Reach.of(node(), network, because).on(port + "/UDP"));
        return self();
    }

    /** Lets its containers ask the DNS server at this address alone, and not the cluster's: they know no Service by its name. */
    public S nameserver(String address) {
        nameserver.set(address);
        return self();
    }

    /** Only on nodes with this label. */
    public S onNodesWith(String label, String value) {
        putOnce(nodeSelector, "node label", label, value);
        return self();
    }

    /** Only on the machine of this name, as its handle gives it. */
    public S onMachine(Text name) {
        putOnce(nodeSelector, "node label", "kubernetes.io/hostname", name);
        return self();
    }

    /** Runs the pod with the runtime of this class, as its handle gives it; several containers may ask for the same one. */
    public S runtimeClass(Text name) {
        Text before = runtimeClass.get();
        if (before == null || !before.text().equals(name.text())) {
            runtimeClass.set(name);
        }
        return self();
    }

    /** An annotation of the pods. */
    public S podAnnotation(String key, String value) {
        putOnce(podAnnotations, "pod annotation", key, value);
        return self();
    }

    /** How many seconds a pod has to end by itself; default 30. */
    public S terminationGracePeriod(int seconds) {
        terminationGracePeriod.set(seconds);
        return self();
    }

    /** What its containers mount. */
    final PodVolumes volumes() {
        return volumes;
    }

    /** What its containers read, of which a change restarts them. */
    final Checksums checksums() {
        return checksums;
    }

    /** How many seconds its pod may take to start: all that come first, one after another, then the slowest of the others. */
    int startSeconds() {
        int first = 0;
        for (Container container : initContainers) {
            first += container.startSeconds();
        }
        int longest = 0;
        for (Container container : containers) {
            longest = Math.max(longest, container.startSeconds());
        }
        return first + longest;
    }

    /** The ports of all its containers. */
    List<ContainerPort> ports() {
        var ports = new ArrayList<ContainerPort>();
        for (Container container : containers) {
            ports.addAll(container.ports());
        }
        return ports;
    }

    /** The labels by which the workload finds its pods. */
    Mapping selector() {
        Node unit = node().unit();
        String component = unit == null ? node().id() : unit.id();
        return node().cluster().labels().labels(objectName(), component);
    }

    @Override
    Mapping conventionalLabels() {
        return selector();
    }

    /** The pod template: metadata and spec. */
    Mapping template(String restartPolicy) {
        var metadata = Mapping.of("labels", allLabels());
        metadata.putIfAny("annotations", checksums.annotations(podAnnotations, volumes));
        return Mapping.of("metadata", metadata).put("spec", podSpec(restartPolicy));
    }

    private Mapping podSpec(String restartPolicy) {
        var spec = new Mapping();
        ServiceAccount account = serviceAccount.get();
        if (account != null) {
            spec.put("serviceAccountName", account.name());
        }
        spec.put("automountServiceAccountToken", token);
        // A Service called "redis" would otherwise give every pod REDIS_PORT=tcp://…, which programs take for a
        // setting.
        spec.put("enableServiceLinks", false);
        if (!restartPolicy.equals("Always")) {
            spec.put("restartPolicy", restartPolicy);
        }
        Text runtime = runtimeClass.get();
        if (runtime != null) {
            spec.put("runtimeClassName", runtime);
        }
        String server = nameserver.get();
        if (server != null) {
            spec.put("dnsPolicy", "None").put("dnsConfig", Mapping.of("nameservers", Sequence.of(server)));
        }
        Text credential = pullSecret.get();
        if (credential != null) {
            spec.put("imagePullSecrets", Sequence.of(Mapping.of("name", credential)));
        }
        spec.putIfAny("terminationGracePeriodSeconds", terminationGracePeriod.get());
        spec.putIfAny("nodeSelector", nodeSelector);
        if (hostNetwork) {
            spec.put("hostNetwork", true);
            if (server == null) {
                // By itself a pod of the node's network asks the node's DNS, which knows no Service.
                spec.put("dnsPolicy", "ClusterFirstWithHostNet");
            }
        }
        spec.putIfAny("hostAliases", hostAliases());
        spec.put("securityContext", securityContext());
        spec.putIfAny("initContainers", initContainerList());
        spec.put("containers", containers(containers));
        return spec.putIfAny("volumes", volumes.toSequence());
    }

    private Sequence hostAliases() {
        var list = new Sequence();
        aliases.forEach((name, address) -> list.add(Mapping.of("ip", address).put("hostnames", Sequence.of(name))));
        return list;
    }

    /** The init containers as they are written. */
    final Sequence initContainerList() {
        return containers(initContainers);
    }

    private Mapping securityContext() {
        var context = Mapping.of("runAsNonRoot", !root);
        Owner owner = runAs.get();
        if (owner != null) {
            context.put("runAsUser", owner.uid()).put("runAsGroup", owner.gid());
        }
        context.putIfAny("fsGroup", filesGroup());
        return context.put("seccompProfile", Mapping.of("type", seccompLifted ? "Unconfined" : "RuntimeDefault"));
    }

    /** A new file system belongs to root, so that an app could not write to the volume that it asked for. */
    private @Nullable Integer filesGroup() {
        return filesGroup.isSet() ? filesGroup.get() : volumes.group();
    }

    private static Sequence containers(List<Container> containers) {
        var sequence = new Sequence();
        for (Container container : containers) {
            sequence.add(container.toMapping());
        }
        return sequence;
    }
}
