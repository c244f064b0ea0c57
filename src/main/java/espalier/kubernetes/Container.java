package espalier.kubernetes;

import espalier.ConfigKey;
import espalier.Exemption;
import espalier.Reference;
import espalier.Resource;
import espalier.SecretKey;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.Policies;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A container of a pod, locked down unless a method with a reason says otherwise: no privilege escalation, no
 * capabilities, a root file system that cannot be written.
 */
public final class Container extends Settings {
    private final PodSettings<?> pod;
    private final String name;
    private final String image;
    private final Environment environment;
    private final List<ContainerPort> ports = new ArrayList<>(2);
    private final Sequence mounts = new Sequence();
    private final Mapping requests = new Mapping();
    private final Mapping limits = new Mapping();
    private final Sequence capabilities = new Sequence();
    private final Words command;
    private final Words args;
    private final Setting<String> workingDirectory = setting("workingDirectory");
    private final Setting<Health> health = setting("health");
    private final Setting<Probe> startup = setting("startup");
    private final Setting<Probe> readiness = setting("readiness");
    private final Setting<Probe> liveness = setting("liveness");
    private final Setting<Owner> runAs = setting("runAs");
    private int runSeconds;
    private boolean keepsRunning;
    private boolean root;
    private boolean writableRoot;
    private boolean mayEscalate;

    Container(PodSettings<?> pod, String name, String image) {
        super(pod.workload());
        this.pod = pod;
        this.name = name;
        this.image = image;
        this.environment = new Environment(pod.workload(), name);
        this.command = new Words(setting("command"));
        this.args = new Words(setting("args"));
    }

    /** The pod it runs in. */
    public PodSettings<?> pod() {
        return pod;
    }

    /** Its image, with tag or digest. */
    public String image() {
        return image;
    }

    /** A TCP port it listens on; {@code name} has at most 15 characters. */
    public Container port(String name, int number) {
        ports.add(new ContainerPort(name, number, "TCP"));
        return this;
    }

    /** A UDP port it listens on. */
    public Container udpPort(String name, int number) {
        ports.add(new ContainerPort(name, number, "UDP"));
        return this;
    }

    /** A variable with a fixed value. {@code $(X)} stands for a variable X that was given before. */
    public Container env(String name, String value) {
        environment(name).literal(name, Text.of(value));
        return this;
    }

    /** A variable whose value comes from elsewhere; a secret in it becomes a variable of its own, in front. */
    public Container env(String name, Text value) {
        environment(name).literal(name, value);
        for (Reference reference : value == null ? List.<Reference>of() : value.references()) {
            if (reference.isSecretValue()) {
                pod.checksums().of(reference.provision());
            }
        }
        return this;
    }

    /** A variable that holds a key of a Secret; where that is encrypted in git, a change of it restarts the pod. */
    public Container env(String name, SecretKey key) {
        environment(name).secret(name, key);
        pod.checksums().of(key.provision());
        return this;
    }

    /** A variable that holds a key of a ConfigMap. */
    public Container env(String name, ConfigKey key) {
        environment(name).config(name, key);
        pod.checksums().of(key);
        return this;
    }

    /** A variable that holds a field of the pod, such as {@code status.podIP}. */
    public Container envFromField(String name, String fieldPath) {
        environment(name).field(name, fieldPath);
        return this;
    }

    private Environment environment(String variable) {
        isLate("the variable " + variable);
        return environment;
    }

    /** Whether a variable of this name was given. */
    public boolean hasEnv(String name) {
        return environment.has(name);
    }

    /** Gives the container what it needs to talk to {@code connection}. */
    public Container connect(Connection connection) {
        connection.connect(this);
        return this;
    }

    /**
     * What runs instead of the image's entry point: strings, numbers, Texts and {@link SecretKey}s. A secret becomes a
     * variable, which the word names. {@code $(X)} stands for a variable X of the container; whatever else has a dollar arrives
     * as it is written.
     */
    public Container command(Object... words) {
        command.set(words);
        return this;
    }

    /** The arguments of what runs, each as {@link #command} takes it. */
    public Container args(Object... words) {
        args.set(words);
        return this;
    }

    /** Runs a shell script instead of the image's entry point, with {@code sh}. */
    public Container script(Resource script) {
        String text = node().text(script);
        command.setWritten(Sequence.of("sh", "-c", Expansion.escaped(text)));
        return this;
    }

    /** The directory it starts in. */
    public Container workingDirectory(String path) {
        workingDirectory.set(path);
        return this;
    }

    /** Mounts {@code volume} at {@code path}. */
    public Container mount(Volume volume, String path) {
        mounts.add(pod.volumes().mount(volume, path));
        return this;
    }

    /** Mounts {@code volume} at {@code path} so that the container cannot write to it. */
    public Container mountReadOnly(Volume volume, String path) {
        mounts.add(pod.volumes().mount(volume, path).put("readOnly", true));
        return this;
    }

    /** Mounts one file or directory of {@code volume} at {@code path}. */
    public Container mountPart(Volume volume, String subPath, String path) {
        mounts.add(pod.volumes().mount(volume, path).put("subPath", subPath));
        return this;
    }

    /** All three probes, of a server that speaks HTTP. */
    public Container health(Health health) {
        boolean isSecond = this.health.isSet();
        this.health.set(health);
        return health == null || isSecond
                ? this
                : startup(health.startup()).readiness(health.readiness()).liveness(health.liveness());
    }

    /** Probed until it succeeds once; the other probes wait for it. */
    public Container startup(Probe probe) {
        startup.set(probe);
        return this;
    }

    /** While it fails, Services send nothing. */
    public Container readiness(Probe probe) {
        readiness.set(probe);
        return this;
    }

    /** When it fails, the container is restarted. */
    public Container liveness(Probe probe) {
        liveness.set(probe);
        return this;
    }

    /** CPU that is set aside for it, as {@code 100m}; it may use more. */
    public Container cpu(String request) {
        putOnce(requests, "request of", "cpu", request);
        return this;
    }

    /** Memory that is set aside for it, and what it may use at most, as {@code 256Mi}. */
    public Container memory(String request, String limit) {
        putOnce(requests, "request of", "memory", request);
        putOnce(limits, "limit of", "memory", limit);
        return this;
    }

    /** A device or another resource that is given out in whole units, such as {@code gpu.intel.com/i915}. */
    public Container device(String resource, int count) {
        putOnce(limits, "number of", resource, Integer.toString(count));
        return this;
    }

    /** Runs this container as another user than the rest of the pod. */
    public Container runAs(Owner owner) {
        runAs.set(owner);
        return this;
    }

    /** Runs this container as root, where the rest of the pod does not. */
    public Container root(String because) {
        root = true;
        node().exempt(Policies.NON_ROOT, name, name + " runs as root", because);
        return runAs(new Owner(0, 0));
    }

    /**
     * How many seconds it may take until the next one starts, of an init container that waits for something: nobody calls a
     * roll-out failed before.
     */
    public Container mayTake(int seconds) {
        runSeconds = seconds;
        return this;
    }

    Container keepRunning() {
        keepsRunning = true;
        return this;
    }

    /** Lets it write to its root file system, which is lost with the container. */
    public Container writableRootFilesystem(String because) {
        writableRoot = true;
        node().exempt(Policies.READ_ONLY_ROOT, name, "the root file system of " + name + " can be written", because);
        return this;
    }

    /** Runs whatever its publisher calls the latest at each start, so that nobody is warned of a tag that moves. */
    public Container latest(String because) {
        node().exempt(Soundness.MUTABLE_TAG, name, name + " runs whatever is the latest when it starts", because);
        return this;
    }

    /** Lets its processes gain more rights than their parent. */
    public Container privilegeEscalation(String because) {
        mayEscalate = true;
        lift(name + " may escalate privileges", because);
        return this;
    }

    /** Gives it a Linux capability back, such as {@code NET_BIND_SERVICE}. */
    public Container capability(String capability, String because) {
        capabilities.add(capability);
        lift(name + " has the capability " + capability, because);
        return this;
    }

    private void lift(String what, String because) {
        node().exempt(Exemption.Kind.LIFTED, what, because);
    }

    /** What the container is called in its pod. */
    public String name() {
        return name;
    }

    /** How many seconds it may take to start. */
    int startSeconds() {
        Probe probe = startup.get();
        return probe == null ? runSeconds : probe.patience();
    }

    List<ContainerPort> ports() {
        return ports;
    }

    Mapping toMapping() {
        var container = Mapping.of("name", name).put("image", node().image(image));
        if (keepsRunning) {
            container.put("restartPolicy", "Always");
        }
        Expansion expansion = environment.expansion();
        command.put(container, "command", expansion);
        args.put(container, "args", expansion);
        container.putIfAny("workingDir", workingDirectory.get());
        var portList = new Sequence();
        for (ContainerPort port : ports) {
            portList.add(port.toMapping());
        }
        container.putIfAny("ports", portList);
        container.putIfAny("env", expansion.env());
        putProbe(container, "startupProbe", startup);
        putProbe(container, "readinessProbe", readiness);
        putProbe(container, "livenessProbe", liveness);
        var resources = new Mapping().putIfAny("requests", requests).putIfAny("limits", limits);
        container.putIfAny("resources", resources);
        container.put("securityContext", securityContext());
        return container.putIfAny("volumeMounts", mounts);
    }

    private void putProbe(Mapping container, String key, Setting<Probe> probe) {
        Probe set = probe.get();
        if (set != null) {
            Mapping written = set.toMapping();
            container.put(key, written);
            node().wroteAt(written, set.origin());
        }
    }

    private Value securityContext() {
        var context = new Mapping();
        Owner owner = runAs.get();
        if (owner != null) {
            context.put("runAsUser", owner.uid()).put("runAsGroup", owner.gid());
        }
        if (root) {
            context.put("runAsNonRoot", false);
        }
        return context.put("allowPrivilegeEscalation", mayEscalate)
                .put("readOnlyRootFilesystem", !writableRoot)
                .put("capabilities", Mapping.of("drop", Sequence.of("ALL")).putIfAny("add", capabilities));
    }
}
