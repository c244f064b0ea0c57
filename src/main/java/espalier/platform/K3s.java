package espalier.platform;

import espalier.Cluster;
import espalier.Component;
import espalier.Identity;
import espalier.Names;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.StorageClass;
import espalier.rules.Platforms;
import espalier.rules.References;
import espalier.versions.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * K3s, with the flags that its servers are started with.
 *
 * <p>By itself it brings flannel with a network policy controller, kube-proxy, CoreDNS, servicelb (Klipper), Traefik,
 * local-path as the default storage class, metrics-server and a Helm controller; pods get addresses of 10.42.0.0/16, and
 * Services of 10.43.0.0/16.
 */
public final class K3s extends Component implements Distribution {
    private static final String LOCAL_PATH = "local-path";

    private final MachineRoom room;
    private final String version;
    private @Nullable StorageClass localPath;

    /** K3s in {@code version}, as {@code v1.33.4+k3s1}, as it comes. */
    public K3s(Cluster cluster, String version) {
        this(cluster, version, k -> {});
    }

    /** K3s in {@code version}, as {@code v1.33.4+k3s1}. */
    public K3s(Cluster cluster, String version, Consumer<K3sSettings> configure) {
        super(cluster, only("k3s"));
        this.version = version;
        var settings = Settings.configured(new K3sSettings(node()), configure);
        room = new MachineRoom(node(), "K3s " + version, settings);
        settings.flags.forEach(room::option);
        K3sParts.add(room, settings.disabled, line(version));
    }

    /** The line of Kubernetes that it is; one that cannot be read, or that the cluster does not run, is reported. */
    private int line(String version) {
        Version read = Version.parse(version);
        Version kubernetes = Version.parse(node().cluster().settings().kubernetes());
        if (read != null && kubernetes != null && !read.sameLine(kubernetes)) {
            node().findings()
                    .report(
                            Platforms.VERSIONS_APART,
                            node(),
                            "Tried to run K3s " + version + ", but the cluster says that it runs Kubernetes "
                                    + kubernetes + ", and K3s is the Kubernetes of its own version",
                            "make the two the same");
        }
        if (read == null || read.major() != 1 || read.patch() < 0) {
            node().findings()
                    .report(
                            Platforms.VERSION,
                            node(),
                            "Tried to run K3s \"" + version
                                    + "\", but K3s has the version of its Kubernetes and a count" + " behind it",
                            "write it as in v1.33.4+k3s1");
            return Integer.MAX_VALUE;
        }
        return read.minor();
    }

    /** The version that its machines shall run, as {@code v1.33.4+k3s1}. */
    public Text version() {
        return Text.of(version);
    }

    /** The version of Kubernetes that is in it, as {@code v1.33.4}. */
    public Text kubernetes() {
        int count = version.indexOf('+');
        return Text.of(count < 0 ? version : version.substring(0, count));
    }

    @Override
    public MachineRoom room() {
        return room;
    }

    /**
     * Its local-storage, a directory on the disk of the machine that a volume's first pod runs on, which goes with its claim: the
     * class of all claims that name none. Where a flag takes it away, that is a finding.
     */
    public StorageClass localPath() {
        if (localPath == null) {
            var identity = Identity.of("storage.k8s.io", "StorageClass", "", LOCAL_PATH);
            String flag = room.takenAwayBy(identity);
            if (flag != null) {
                node().findings()
                        .report(
                                References.REFERENCE_MISSING,
                                node(),
                                Origin.here(),
                                "Tried to keep volumes on local-path of " + room.title() + ", but " + flag
                                        + " takes it away",
                                "start K3s without that, or name another class");
            }
            localPath = StorageClass.brought(
                    this, LOCAL_PATH, Provision.of(identity, node()).name());
        }
        return localPath;
    }

    /** What can be said of K3s. */
    public static final class K3sSettings extends DistributionSettings<K3sSettings> {
        private static final String FIX = "correct it; `k3s server --help` lists them all";

        private final Map<String, String> flags = new LinkedHashMap<>();
        /** What the flags take away, with the flag that does. */
        private final Map<String, String> disabled = new LinkedHashMap<>();

        private K3sSettings(Node node) {
            super(node);
        }

        @Override
        protected K3sSettings self() {
            return this;
        }

        /** Flags of {@code k3s server}, as they stand in its unit or configuration: {@code --disable=servicelb}. */
        public K3sSettings flags(String... flags) {
            for (String flag : flags) {
                flag(flag, "");
            }
            return this;
        }

        /** A flag that the cluster's document does not have, with the reason for it; shown on the cluster's page. */
        public K3sSettings flag(String flag, String because) {
            if (flags.putIfAbsent(flag, because) != null) {
                reportTwice("the flag " + flag, flag, flag);
                return this;
            }
            int end = flag.indexOf('=') < 0 ? flag.indexOf(' ') : flag.indexOf('=');
            String name = end < 0 ? flag : flag.substring(0, end);
            understand(flag, name, end < 0 ? "" : flag.substring(end + 1).trim());
            return this;
        }

        private void understand(String flag, String name, String value) {
            switch (name) {
                case "--disable" -> disable(flag, value);
                case "--flannel-backend" -> takeAway("flannel", value.equals("none") ? flag : null);
                case "--disable-network-policy" -> takeAway("network-policy", flag);
                case "--disable-kube-proxy" -> takeAway("kube-proxy", flag);
                case "--disable-helm-controller" -> takeAway("helm-controller", flag);
                case "--disable-cloud-controller" -> takeAway("servicelb", flag); // which is a part of it
                case "--cluster-cidr" -> pods(split(value));
                case "--service-cidr" -> services(split(value));
                case "--service-node-port-range" -> nodePortRange(flag, value);
                default -> {
                    String near = K3sFlags.knows(name) ? null : Names.nearest(name, K3sFlags.all());
                    if (near != null || !name.startsWith("--") && !K3sFlags.knows(name)) {
                        refuse(flag, "K3s knows no such flag", near == null ? FIX : "write " + near);
                    }
                }
            }
        }

        private void takeAway(String part, @Nullable String flag) {
            if (flag != null) {
                disabled.putIfAbsent(part, flag);
            }
        }

        private void disable(String flag, String value) {
            for (String part : split(value)) {
                takeAway(part, flag);
                if (!K3sParts.NAMES.contains(part)) {
                    String near = Names.nearest(part, K3sParts.NAMES);
                    refuse(
                            flag,
                            "K3s brings no " + part + "; it brings: " + String.join(", ", K3sParts.NAMES),
                            near == null ? "name one of these" : "write --disable=" + near);
                }
            }
        }

        private void nodePortRange(String flag, String value) {
            int hyphen = value.indexOf('-');
            try {
                nodePorts(
                        Integer.parseInt(value.substring(0, Math.max(0, hyphen))),
                        Integer.parseInt(value.substring(hyphen + 1)));
            } catch (NumberFormatException e) {
                refuse(flag, "that is no range of ports", "write it as in --service-node-port-range=30000-32767");
            }
        }

        private static String[] split(String list) {
            var parts = new ArrayList<String>(2);
            int start = 0;
            for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', start)) {
                parts.add(list.substring(start, comma).trim());
                start = comma + 1;
            }
            parts.add(list.substring(start).trim());
            return parts.toArray(new String[0]);
        }

        private void refuse(String flag, String why, String fix) {
            node().findings()
                    .report(
                            Platforms.K3S_FLAG,
                            node(),
                            Origin.here(),
                            "Tried to start K3s with " + flag + ", but " + why,
                            fix);
        }

        @Override
        protected void check() {
            if (pods.isEmpty()) {
                pods("10.42.0.0/16");
            }
            if (services.isEmpty()) {
                services("10.43.0.0/16");
            }
        }
    }
}
