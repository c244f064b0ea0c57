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
import java.util.function.Consumer;

/** Storage that outlives its pods. */
public final class PersistentVolumeClaim extends Component implements Volume {
    private final ClaimSettings settings;
    private final StorageClass storageClass;

    /**
     * A claim of {@code scope} that one node at a time can mount.
     *
     * @param size as {@code 10Gi}
     */
    public PersistentVolumeClaim(Scope scope, String id, StorageClass storageClass, String size) {
        this(scope, id, storageClass, size, c -> {});
    }

    /**
     * The claim of {@code scope}, with its name, that one node at a time can mount.
     *
     * @param size as {@code 10Gi}
     */
    public PersistentVolumeClaim(Scope scope, StorageClass storageClass, String size) {
        this(scope, storageClass, size, c -> {});
    }

    /** The claim of {@code scope}, with its name. */
    public PersistentVolumeClaim(
            Scope scope, StorageClass storageClass, String size, Consumer<ClaimSettings> configure) {
        super(scope, only("persistentvolumeclaim"));
        this.storageClass = storageClass;
        settings = Settings.configured(new ClaimSettings(node()), configure);
        node().write(() -> write(size));
    }

    /** A claim of {@code scope}. */
    public PersistentVolumeClaim(
            Scope scope, String id, StorageClass storageClass, String size, Consumer<ClaimSettings> configure) {
        super(scope, id);
        this.storageClass = storageClass;
        settings = Settings.configured(new ClaimSettings(node()), configure);
        node().write(() -> write(size));
    }

    /** Who waited for a claim that is a component of its own would keep away the pods that it is bound for. */
    private void write(String size) {
        node().add(settings.toObject(storageClass, size));
        if (storageClass.bindsWhenUsed()) {
            node().markReadyWhenUsed();
        }
    }

    /** The class it asks for. */
    public StorageClass storageClass() {
        return storageClass;
    }

    /** Its name, for what mounts it by itself. */
    public Text name() {
        return settings.provision("", "PersistentVolumeClaim").name();
    }

    @Override
    public String volumeName() {
        return node().id();
    }

    @Override
    public Mapping volumeSource() {
        return Mapping.of("persistentVolumeClaim", Mapping.of("claimName", name()));
    }

    /** What can be set on a claim. */
    public static final class ClaimSettings extends ObjectSettings<ClaimSettings> {
        private final Setting<Boolean> shared = setting("shared");
        private final Setting<Provision> source = setting("filledFrom");

        private ClaimSettings(Node node) {
            super(node);
        }

        @Override
        protected ClaimSettings self() {
            return this;
        }

        /** Lets pods on several nodes read and write at once ({@code ReadWriteMany}); default is one node. */
        public ClaimSettings shared() {
            shared.set(true);
            return this;
        }

        /**
         * Lets the volume begin with what {@code source} holds, which is not empty as others are: a snapshot, or what a controller
         * restores. Kubernetes takes it of a new claim alone; to an old one it can no longer be added.
         */
        public ClaimSettings filledFrom(Provision source) {
            this.source.set(source);
            return this;
        }

        private Mapping toObject(StorageClass storageClass, String size) {
            var spec = Mapping.of("accessModes", Sequence.of(shared.isSet() ? "ReadWriteMany" : "ReadWriteOnce"))
                    .put("storageClassName", storageClass.name())
                    .put("resources", Mapping.of("requests", Mapping.of("storage", size)));
            Provision from = source.get();
            if (from != null) {
                spec.put(
                        "dataSourceRef",
                        Mapping.of("apiGroup", from.identity().group())
                                .put("kind", from.identity().kind())
                                .put("name", from.name()));
            }
            return object("v1", "PersistentVolumeClaim").put("spec", spec);
        }
    }
}
