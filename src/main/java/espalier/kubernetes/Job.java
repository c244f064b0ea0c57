package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Settings;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/**
 * Work that is done once, and again when it changes: Flux deletes and makes the Job anew, since its template cannot be
 * changed. It has no time to live, after which Flux would do the work again.
 */
public final class Job extends Component {
    /** The Job of {@code scope}, with its name. */
    public Job(Scope scope, Consumer<OneTimeSettings> configure) {
        super(scope, only("job"));
        complete(configure);
    }

    /** One Job of several in {@code scope}. */
    public Job(Scope scope, String id, Consumer<OneTimeSettings> configure) {
        super(scope, id);
        complete(configure);
    }

    private void complete(Consumer<OneTimeSettings> configure) {
        var settings = Settings.configured(new OneTimeSettings(node()), configure);
        settings.annotation("kustomize.toolkit.fluxcd.io/force", "enabled"); // a Job's template cannot be changed
        node().write(() -> settings.write(settings.toObject()));
    }

    /** What can be set on a Job. */
    public static final class OneTimeSettings extends JobSettings<OneTimeSettings> {
        private OneTimeSettings(Node node) {
            super(node);
        }

        @Override
        protected OneTimeSettings self() {
            return this;
        }

        private Mapping toObject() {
            return object("batch/v1", "Job").put("spec", jobSpec());
        }
    }
}
