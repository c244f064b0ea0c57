package espalier.kubernetes;

import espalier.Component;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/** A directory that lives as long as its pod. */
public final class EmptyDir extends Component implements Volume {
    private final EmptyDirSettings settings;

    /** A directory on the node's disk, without a limit. */
    public EmptyDir(Scope scope, String id) {
        this(scope, id, e -> {});
    }

    /** A directory as {@code configure} has it. */
    public EmptyDir(Scope scope, String id, Consumer<EmptyDirSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new EmptyDirSettings(this), configure);
    }

    @Override
    public String volumeName() {
        return node().id();
    }

    @Override
    public Mapping volumeSource() {
        var emptyDir = new Mapping();
        if (settings.inMemory.isSet()) {
            emptyDir.put("medium", "Memory");
        }
        emptyDir.putIfAny("sizeLimit", settings.sizeLimit.get());
        return Mapping.of("emptyDir", emptyDir);
    }

    /** What can be set. */
    public static final class EmptyDirSettings extends Settings {
        private final Setting<String> sizeLimit = setting("sizeLimit");
        private final Setting<Boolean> inMemory = setting("inMemory");

        private EmptyDirSettings(EmptyDir emptyDir) {
            super(emptyDir.node());
        }

        /** How much it may hold before the pod is evicted, as {@code 1Gi}; default no limit. */
        public EmptyDirSettings sizeLimit(String quantity) {
            sizeLimit.set(quantity);
            return this;
        }

        /** Keeps it in memory, where it counts against the container's limit. */
        public EmptyDirSettings inMemory() {
            inMemory.set(true);
            return this;
        }
    }
}
