package espalier.flux;

import espalier.Component;
import espalier.Identity;
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
    private static final String API = "source.toolkit.fluxcd.io/v1";
    private final GitRepositorySettings settings;

    /** A repository of {@code scope}, at {@code ref}. */
    public GitRepository(Scope scope, String id, String url, Ref ref) {
        this(scope, id, url, ref, g -> {});
    }

    /** A repository of {@code scope}, at {@code ref}. */
    public GitRepository(Scope scope, String id, String url, Ref ref, Consumer<GitRepositorySettings> configure) {
        super(scope, id);
        settings = Settings.configured(new GitRepositorySettings(node()), configure);
        node().write(() -> node().add(settings.toObject(url, ref)));
    }

    /** The tip of {@code branch}, as it moves. */
    public static Ref branch(String branch) {
        return new Ref("branch", branch);
    }

    /** What {@code tag} names. */
    public static Ref tag(String tag) {
        return new Ref("tag", tag);
    }

    /** The chart in the directory {@code path} of this repository, in the version that stands there. */
    public Chart chart(String path) {
        return (spec, release) ->
                spec.put("chart", Mapping.of("spec", Mapping.of("chart", path).put("sourceRef", sourceRef())));
    }

    /** How a Kustomization says that it takes its files from here. */
    Mapping sourceRef() {
        return Mapping.of("kind", "GitRepository")
                .put(
                        "name",
                        settings.provision(Identity.groupOf(API), "GitRepository")
                                .name())
                .put("namespace", node().namespace());
    }

    /** What of a repository Flux takes. */
    public static final class Ref {
        private final String field;
        private final String name;

        private Ref(String field, String name) {
            this.field = field;
            this.name = name;
        }
    }

    /** What can be set on a git source. */
    public static final class GitRepositorySettings extends ObjectSettings<GitRepositorySettings> {
        private final Setting<Duration> interval = setting("interval");
        private final Setting<String> only = setting("only");

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

        /**
         * Keeps only this directory of the repository's root, so that what Flux stores and fetches stays small.
         *
         * @param directory without slashes, such as {@code config}
         */
        public GitRepositorySettings only(String directory) {
            only.set(directory);
            return this;
        }

        private Mapping toObject(String url, Ref ref) {
            var spec = Mapping.of("interval", Durations.text(interval.or(Duration.ofMinutes(1))))
                    .put("url", url)
                    .put("ref", Mapping.of(ref.field, ref.name));
            if (only.isSet()) {
                spec.put("ignore", "/*\n!/" + only.get() + "\n");
            }
            return object(API, "GitRepository").put("spec", spec);
        }
    }
}
