package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Provision;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A kind of storage that claims can ask for. */
public final class StorageClass extends Component {
    private final StorageClassSettings settings;
    private final @Nullable Text brought;
    private final List<Provision> needed = new ArrayList<>(0);

    /**
     * A class of {@code scope}.
     *
     * @param provisioner the name of the driver that makes the volumes, as the driver's construct gives it
     */
    public StorageClass(Scope scope, String id, Text provisioner, Consumer<StorageClassSettings> configure) {
        super(scope, id);
        brought = null;
        settings = Settings.configured(new StorageClassSettings(node()), configure);
        node().write(() -> {
            var object = node().add(settings.toObject(provisioner));
            needed.forEach(object::needs);
        });
    }

    private StorageClass(Scope scope, String id, Text name) {
        super(scope, id);
        brought = name;
        settings = new StorageClassSettings(node());
    }

    /**
     * The class {@code name} that {@code scope} brings to the cluster by itself, such as a distribution, and that binds a claim when a
     * pod uses it; no object is made.
     */
    public static StorageClass brought(Scope scope, String id, Text name) {
        return new StorageClass(scope, id, name);
    }

    /** Says that volumes of this class can be made only when {@code thing} is there, such as the disks that they are on. */
    public void needs(Provision thing) {
        needed.add(thing);
    }

    /** The class's name. */
    public Text name() {
        return brought != null
                ? brought
                : settings.clusterScopedProvision("storage.k8s.io", "StorageClass")
                        .name();
    }

    /** Whether a claim gets its volume only when a pod uses it. */
    boolean bindsWhenUsed() {
        return brought != null || settings.bindLate.isSet();
    }

    /** Whom all files belong to, whoever writes them; null where files belong to their writers. */
    public @Nullable Owner owner() {
        return settings.owner.get();
    }

    /** What happens to a volume when its claim goes. */
    public enum ReclaimPolicy {
        /** The data stays until a person removes it. */
        RETAIN("Retain"),
        /** The data goes as well. */
        DELETE("Delete");

        private final String word;

        ReclaimPolicy(String word) {
            this.word = word;
        }
    }

    /** What can be set on a StorageClass. */
    public static final class StorageClassSettings extends ObjectSettings<StorageClassSettings> {
        private final Mapping parameters = new Mapping();
        private final Sequence mountOptions = new Sequence();
        private final Setting<ReclaimPolicy> reclaimPolicy = setting("reclaimPolicy");
        private final Setting<Boolean> expandable = setting("expandable");
        private final Setting<Boolean> bindLate = setting("bindWhenUsed");
        private final Setting<Sequence> machines = setting("onMachines");
        private final Setting<Owner> owner = setting("ownedBy");

        private StorageClassSettings(Node node) {
            super(node);
        }

        @Override
        protected StorageClassSettings self() {
            return this;
        }

        /** A parameter of the driver. */
        public StorageClassSettings parameter(String key, String value) {
            putOnce(parameters, "parameter", key, value);
            return this;
        }

        /** A parameter of the driver whose value comes from elsewhere. */
        public StorageClassSettings parameter(String key, Text value) {
            putOnce(parameters, "parameter", key, value == null ? null : Text.of(value));
            return this;
        }

        /** Options for mounting, such as {@code nfsvers=4.1}. */
        public StorageClassSettings mountOptions(String... options) {
            for (String option : options) {
                mountOptions.add(option);
            }
            return this;
        }

        /** What happens to a volume when its claim goes; default {@link ReclaimPolicy#DELETE}, as Kubernetes has it. */
        public StorageClassSettings reclaimPolicy(ReclaimPolicy policy) {
            reclaimPolicy.set(policy);
            return this;
        }

        /** Lets claims grow. */
        public StorageClassSettings expandable() {
            expandable.set(true);
            return this;
        }

        /** Makes a volume only when a pod uses its claim: for storage that is on one node. */
        public StorageClassSettings bindWhenUsed() {
            bindLate.set(true);
            return this;
        }

        /**
         * Makes volumes only for pods on the machines of these names, as their handles give them, and only when one uses its
         * claim: pods that ask for such a volume are put there, and others stay pending.
         */
        public StorageClassSettings onMachines(List<Text> names) {
            machines.set(Sequence.of(names.toArray()));
            return bindWhenUsed();
        }

        /** Says that all files belong to this user and group, whoever writes them (NFS with {@code all_squash}). */
        public StorageClassSettings ownedBy(int uid, int gid) {
            owner.set(new Owner(uid, gid));
            return this;
        }

        /** Gives claims that name no class this one. */
        public StorageClassSettings byDefault() {
            return annotation("storageclass.kubernetes.io/is-default-class", "true");
        }

        private Mapping toObject(Text provisioner) {
            var object =
                    clusterScopedObject("storage.k8s.io/v1", "StorageClass").put("provisioner", provisioner);
            object.putIfAny("parameters", parameters);
            object.put("reclaimPolicy", reclaimPolicy.or(ReclaimPolicy.DELETE).word);
            object.put("volumeBindingMode", bindLate.isSet() ? "WaitForFirstConsumer" : "Immediate");
            object.putIfAny("allowVolumeExpansion", expandable.get());
            object.putIfAny("mountOptions", mountOptions);
            Sequence hosts = machines.get();
            if (hosts != null) {
                var expression = Mapping.of("key", "kubernetes.io/hostname").put("values", hosts);
                object.put(
                        "allowedTopologies", Sequence.of(Mapping.of("matchLabelExpressions", Sequence.of(expression))));
            }
            return object;
        }
    }
}
