package espalier.platform;

import espalier.Cluster;
import espalier.Component;
import espalier.Node;
import espalier.Setting;
import espalier.Settings;
import espalier.rules.Platforms;
import espalier.versions.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Talos Linux.
 *
 * <p>By itself it brings flannel, kube-proxy and CoreDNS, no storage and no way in from outside; it keeps pods off the control
 * plane, and admits only pods that keep to the baseline of the Pod Security Standards; pods get addresses of 10.244.0.0/16,
 * and Services of 10.96.0.0/12.
 */
public final class Talos extends Component implements Distribution {
    /** Talos 1.10 runs Kubernetes 1.28 to 1.33, and each later one moves on by one, as its support matrix has it. */
    private static final int OLDEST_KUBERNETES = 18;

    private static final int NEWEST_KUBERNETES = 23;

    /** Where Talos mounts the volumes that its machine configuration makes, each by its name. */
    private static final String USER_VOLUMES = "/var/mnt/";

    private final MachineRoom room;
    private final String version;

    /** Talos in {@code version}, as {@code 1.10.6}, as it comes. */
    public Talos(Cluster cluster, String version) {
        this(cluster, version, t -> {});
    }

    /** Talos in {@code version}, as {@code 1.10.6}. */
    public Talos(Cluster cluster, String version, Consumer<TalosSettings> configure) {
        super(cluster, only("talos"));
        this.version = version;
        var settings = Settings.configured(new TalosSettings(node()), configure);
        room = new MachineRoom(node(), "Talos " + version, settings);
        part(settings.withoutCni, Capability.CNI, "flannel", "cluster.network.cni.name: none");
        part(settings.withoutKubeProxy, Capability.SERVICE_PROXY, "kube-proxy", "cluster.proxy.disabled: true");
        part(settings.withoutCoreDns, Capability.DNS, "CoreDNS", "cluster.coreDNS.disabled: true");
        if (settings.onControlPlanes.isSet()) {
            room.option("cluster.allowSchedulingOnControlPlanes: true", "");
        } else {
            room.taintsControlPlane();
        }
        settings.extensions.forEach(extension -> room.option("system extension: " + extension, ""));
        settings.modules.forEach(module -> room.option("machine.kernel.modules: " + module, ""));
        settings.volumes.forEach(volume -> room.userVolume(USER_VOLUMES + volume, "UserVolumeConfig: " + volume));
        if (settings.devicesForUsers.isSet()) {
            room.option("/etc/cri/conf.d/20-customization.part: device_ownership_from_security_context = true", "")
                    .devicesForUsers();
        }
        // KubePrism, which runs since Talos 1.6 unless it is switched off.
        room.localApiServer(7445);
        if (settings.withoutHostDns.isSet()) {
            room.option("machine.features.hostDNS.forwardKubeDNSToHost: false", "");
        } else {
            room.dnsOnMachines();
        }
        compare(cluster.settings().kubernetes());
    }

    private void part(Setting<Boolean> without, Capability capability, String name, String option) {
        if (without.isSet()) {
            room.option(option, "");
        } else {
            room.with(capability, name, "set " + option + " in Talos' configuration, and say so where Talos is made");
        }
    }

    private void compare(String kubernetes) {
        Version own = Version.parse(version);
        if (own == null || own.major() != 1) {
            String message = "Tried to run Talos \"" + version + "\", but that is no version of it";
            node().findings().report(Platforms.VERSION, node(), message, "write it as in 1.10.6");
            return;
        }
        Version runs = Version.parse(kubernetes);
        int oldest = own.minor() + OLDEST_KUBERNETES;
        int newest = own.minor() + NEWEST_KUBERNETES;
        if (runs != null && (runs.minor() < oldest || runs.minor() > newest)) {
            node().findings()
                    .report(
                            Platforms.VERSIONS_APART,
                            node(),
                            "Tried to run Kubernetes " + runs + " on Talos " + version + ", but Talos 1." + own.minor()
                                    + " runs 1." + oldest + " to 1." + newest,
                            runs.minor() > newest ? "upgrade Talos first" : "upgrade Kubernetes first");
        }
    }

    @Override
    public MachineRoom room() {
        return room;
    }

    /** What can be said of Talos, as its machine configuration has it. */
    public static final class TalosSettings extends DistributionSettings<TalosSettings> {
        private final Setting<Boolean> withoutCni = setting("withoutCni");
        private final Setting<Boolean> withoutKubeProxy = setting("withoutKubeProxy");
        private final Setting<Boolean> withoutCoreDns = setting("withoutCoreDns");
        private final Setting<Boolean> withoutHostDns = setting("withoutHostDns");
        private final List<String> extensions = new ArrayList<>(0);
        private final List<String> modules = new ArrayList<>(0);
        private final List<String> volumes = new ArrayList<>(0);
        private final Setting<Boolean> devicesForUsers = setting("devicesForUsers");
        private final Setting<Boolean> onControlPlanes = setting("schedulingOnControlPlanes");

        private TalosSettings(Node node) {
            super(node);
        }

        @Override
        protected TalosSettings self() {
            return this;
        }

        /** Leaves flannel out ({@code cluster.network.cni.name: none}). */
        public TalosSettings withoutCni() {
            withoutCni.set(true);
            return this;
        }

        /** Leaves kube-proxy out ({@code cluster.proxy.disabled: true}). */
        public TalosSettings withoutKubeProxy() {
            withoutKubeProxy.set(true);
            return this;
        }

        /** Leaves CoreDNS out ({@code cluster.coreDNS.disabled: true}). */
        public TalosSettings withoutCoreDns() {
            withoutCoreDns.set(true);
            return this;
        }

        /**
         * Lets the cluster's DNS server ask the servers of the machine's network, and not the machine itself ({@code
         * machine.features.hostDNS.forwardKubeDNSToHost: false}).
         */
        public TalosSettings withoutHostDns() {
            withoutHostDns.set(true);
            return this;
        }

        /**
         * System extensions of the machines' image, such as {@code siderolabs/nvidia-container-toolkit-production}: drivers and
         * programs that nothing can install later.
         */
        public TalosSettings extensions(String... names) {
            return addAll(extensions, "the extension ", names);
        }

        /** Modules that the machines' kernel loads when it starts ({@code machine.kernel.modules}); no pod can load one. */
        public TalosSettings kernelModules(String... names) {
            return addAll(modules, "the kernel module ", names);
        }

        /**
         * Volumes on the machines' own disks ({@code UserVolumeConfig}), each mounted at {@code /var/mnt/NAME}, where the kubelet sees it as
         * well: it sees nothing else of what a machine mounts.
         */
        public TalosSettings userVolumes(String... names) {
            return addAll(volumes, "the volume ", names);
        }

        private TalosSettings addAll(List<String> known, String what, String... names) {
            for (String name : names) {
                if (known.contains(name)) {
                    reportTwice(what + name, name, name);
                } else {
                    known.add(name);
                }
            }
            return this;
        }

        /**
         * Lets containerd give a device to the user of the pod that has it, where it would otherwise be root's ({@code
         * device_ownership_from_security_context} of {@code io.containerd.cri.v1.runtime}, in a file of {@code machine.files}).
         */
        public TalosSettings devicesForUsers() {
            devicesForUsers.set(true);
            return this;
        }

        /** Lets pods run on the control plane ({@code cluster.allowSchedulingOnControlPlanes: true}). */
        public TalosSettings schedulingOnControlPlanes() {
            onControlPlanes.set(true);
            return this;
        }

        @Override
        protected void check() {
            if (pods.isEmpty()) {
                pods("10.244.0.0/16");
            }
            if (services.isEmpty()) {
                services("10.96.0.0/12");
            }
        }
    }
}
