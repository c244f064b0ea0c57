package espalier.flux;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A git repository that Flux follows, beside the cluster's own (which {@code flux bootstrap} declares itself).
 */
public final class GitRepository extends Component {
    /** A repository of {@code scope}, at the tip of {@code branch}. */
    public GitRepository(Scope scope, String id, String url, String branch) {
        this(scope, id, url, branch, g -> {});
    }

    /** A repository of {@code scope}, at the tip of {@code branch}. */
    public GitRepository(Scope scope, String id, String url, String branch, Consumer<GitRepositorySettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new GitRepositorySettings(node()), configure);
        node().write(() -> node().add(settings.toObject(url, branch)));
    }

    /** What can be set on a git source. */
    public static final class GitRepositorySettings extends ObjectSettings<GitRepositorySettings> {
        private final Setting<Duration> interval = setting("interval");

        private GitRepositorySettings(Node node) {
            super(node);
        }

        @Override
        protected GitRepositorySettings self() {
            return this;
        }

        /** How often Flux looks for a new commit; default 1 minute. */
        public GitRepositorySettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        private Mapping toObject(String url, String branch) {
            return object("source.toolkit.fluxcd.io/v1", "GitRepository")
                    .put(
                            "spec",
                            Mapping.of("interval", Durations.text(interval.or(Duration.ofMinutes(1))))
                                    .put("url", url)
                                    .put("ref", Mapping.of("branch", branch)));
        }
    }
}
