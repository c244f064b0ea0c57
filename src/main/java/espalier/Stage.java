package espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a cluster that Flux brings up before or after others: a Flux Kustomization that holds those of its components.
 */
public final class Stage implements Scope {
    private final Node node;
    private final List<Stage> after = new ArrayList<>(2);
    private final StageSettings settings;

    /** A stage that waits for nothing. */
    public Stage(Cluster cluster, String id) {
        this(cluster, id, s -> {});
    }

    /** A stage of {@code cluster}; {@code id} is also the name of its Flux Kustomization. */
    public Stage(Cluster cluster, String id, Consumer<StageSettings> configure) {
        this.node = Node.attach(cluster, id, true, this);
        this.settings = Settings.configured(new StageSettings(this), configure);
    }

    @Override
    public Node node() {
        return node;
    }

    /** The stages that must be ready before this one begins. */
    public List<Stage> predecessors() {
        return List.copyOf(after);
    }

    /** Whether this stage counts as ready only when all its components are. */
    public boolean waits() {
        return settings.wait.or(true);
    }

    /** What can be set on a stage. */
    public static final class StageSettings extends Settings {
        private final Stage stage;
        private final Setting<Boolean> wait = setting("waitForComponents");

        private StageSettings(Stage stage) {
            super(stage.node);
            this.stage = stage;
        }

        /** This stage begins when {@code earlier} is ready. May be said several times. */
        public StageSettings after(Stage earlier) {
            if (earlier.node.cluster() == stage.node.cluster()) {
                stage.after.add(earlier);
            } else {
                node().findings()
                        .error(
                                "foreign-handle",
                                node(),
                                Origin.here(),
                                "Tried to begin the stage " + stage.node.path() + " after " + earlier.node.path()
                                        + ", but that is a stage of another cluster, of which Flux knows nothing here",
                                "name a stage of " + stage.node.cluster().name());
            }
            return this;
        }

        /** Whether the stage is ready only when its components are; default true. */
        public StageSettings waitForComponents(boolean wait) {
            this.wait.set(wait);
            return this;
        }
    }
}
