package espalier;

import espalier.rules.Construction;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a cluster that Flux brings up before or after others: a Flux Kustomization that holds those of its components.
 */
public final class Stage implements Scope {
    private final Node node;
    private final Set<Stage> after = new LinkedHashSet<>(2);
    private final StageSettings settings;

    /** A stage that waits for nothing. */
    public Stage(Cluster cluster, String id) {
        this(cluster, id, s -> {});
    }

    /** A stage of {@code cluster}; {@code id} is also the name of its Flux Kustomization. */
    public Stage(Cluster cluster, String id, Consumer<StageSettings> configure) {
        this.node = Attachment.of(cluster, id, true, this);
        // Before they are given: where that throws, the stage is looked at nevertheless.
        this.settings = new StageSettings(this);
        Settings.configured(settings, configure);
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

    /** Whether its components are applied by the stage's own Kustomization, instead of one each. */
    public boolean isBundled() {
        return settings.bundled.isSet();
    }

    /** How often Flux compares the stage's own Kustomization with the cluster; null for the cluster's default. */
    public @Nullable Duration interval() {
        return settings.interval.get();
    }

    /** After which time Flux gives up waiting for the stage; null to derive it from its components. */
    public @Nullable Duration timeout() {
        return settings.timeout.get();
    }

    /** What can be set on a stage. */
    public static final class StageSettings extends Settings {
        private final Stage stage;
        private final Setting<Boolean> wait = setting("waitForComponents");
        private final Setting<Boolean> bundled = setting("bundled");

        private final Setting<Duration> interval = setting("every");
        private final Setting<Duration> timeout = setting("within");

        private StageSettings(Stage stage) {
            super(stage.node);
            this.stage = stage;
        }

        /** This stage begins when {@code earlier} is ready. May be said several times. */
        public StageSettings after(Stage earlier) {
            if (earlier == null) {
                Setting.reportNull(node(), "\"after\"");
            } else if (earlier.node.cluster() == stage.node.cluster()) {
                stage.after.add(earlier);
            } else {
                node().findings()
                        .report(
                                Construction.FOREIGN_HANDLE,
                                node(),
                                Origin.here(),
                                "Tried to begin the stage " + stage.node.path() + " after " + earlier.node.path()
                                        + ", but that is a stage of another cluster, of which Flux knows nothing here",
                                "name a stage of " + stage.node.cluster().name());
            }
            return this;
        }

        /** How often Flux compares the stage's own Kustomization with the cluster; default is the cluster's interval. */
        public StageSettings every(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        /** After which time Flux gives up waiting for the stage; default is the longest chain of its components. */
        public StageSettings within(Duration timeout) {
            this.timeout.set(timeout);
            return this;
        }

        /**
         * Lets one Flux Kustomization, that of the stage, apply all components. They are ready, and fail, together, and nothing
         * orders them; kustomize builds them as one, which grows slow out of proportion with thousands of objects.
         */
        public StageSettings bundled() {
            bundled.set(true);
            return this;
        }

        /** Whether the stage is ready only when its components are; default true. */
        public StageSettings waitForComponents(boolean wait) {
            this.wait.set(wait);
            return this;
        }
    }
}
