package infra.snapshots;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/** How a driver makes snapshots of its volumes: a VolumeSnapshotClass. A snapshot goes with the object that asked for it. */
public final class SnapshotClass extends Component {
    private static final String GROUP = "snapshot.storage.k8s.io";

    private final SnapshotClassSettings settings;

    /**
     * A class of {@code scope}.
     *
     * @param driver the driver of the volumes, as its construct gives it
     */
    public SnapshotClass(Scope scope, String id, Text driver, Consumer<SnapshotClassSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new SnapshotClassSettings(node()), configure);
        node().write(() -> node().add(settings.toObject(driver)));
    }

    /** The class's name. */
    public Text name() {
        return settings.clusterScopedProvision(GROUP, "VolumeSnapshotClass").name();
    }

    /** What can be set on a VolumeSnapshotClass. */
    public static final class SnapshotClassSettings extends ObjectSettings<SnapshotClassSettings> {
        private final Mapping parameters = new Mapping();

        private SnapshotClassSettings(Node node) {
            super(node);
        }

        @Override
        protected SnapshotClassSettings self() {
            return this;
        }

        /** A parameter of the driver. */
        public SnapshotClassSettings parameter(String key, Text value) {
            putOnce(parameters, "parameter", key, value == null ? null : Text.of(value));
            return this;
        }

        private Mapping toObject(Text driver) {
            Mapping object = clusterScopedObject(GROUP + "/v1", "VolumeSnapshotClass")
                    .put("driver", driver)
                    .put("deletionPolicy", "Delete");
            object.putIfAny("parameters", parameters);
            return object;
        }
    }
}
