package espalier.flux;

import espalier.Component;
import espalier.Identity;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.function.Consumer;

/** A repository of Helm charts, from which releases take theirs. */
public final class HelmRepository extends Component {
    private static final String API = "source.toolkit.fluxcd.io/v1";
    private final String url;
    private final HelmRepositorySettings settings;

    /** The repository of {@code scope}, with its name; {@code url} begins with {@code https://} or {@code oci://}. */
    public HelmRepository(Scope scope, String url) {
        this(scope, url, r -> {});
    }

    /** The repository of {@code scope}, with its name. */
    public HelmRepository(Scope scope, String url, Consumer<HelmRepositorySettings> configure) {
        super(scope, only("helmrepository"));
        this.url = url;
        settings = complete(url, configure);
    }

    /** One repository of several in {@code scope}. */
    public HelmRepository(Scope scope, String id, String url, Consumer<HelmRepositorySettings> configure) {
        super(scope, id);
        this.url = url;
        settings = complete(url, configure);
    }

    private HelmRepositorySettings complete(String url, Consumer<HelmRepositorySettings> configure) {
        var configured = Settings.configured(new HelmRepositorySettings(node()), configure);
        node().write(() -> node().add(configured.toObject(url)));
        return configured;
    }

    /** The chart {@code name} of this repository in exactly this {@code version}. */
    public Chart chart(String name, String version) {
        return (spec, release) -> spec.put(
                "chart",
                Mapping.of(
                        "spec",
                        Mapping.of("chart", name)
                                .put("version", release.chartVersion(url + "/" + name, version))
                                .put(
                                        "sourceRef",
                                        Mapping.of("kind", "HelmRepository")
                                                .put("name", name())
                                                .put("namespace", node().namespace()))));
    }

    private Text name() {
        return settings.provision(Identity.groupOf(API), "HelmRepository").name();
    }

    /** What can be set on a repository. */
    public static final class HelmRepositorySettings extends ObjectSettings<HelmRepositorySettings> {
        private final Setting<Duration> interval = setting("interval");

        private HelmRepositorySettings(Node node) {
            super(node);
        }

        @Override
        protected HelmRepositorySettings self() {
            return this;
        }

        /** How often Flux looks for new versions; default 1 hour. */
        public HelmRepositorySettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        private Mapping toObject(String url) {
            var spec = new Mapping();
            if (url.startsWith("oci://")) {
                spec.put("type", "oci");
            }
            spec.put("url", url).put("interval", Durations.text(interval.or(Duration.ofHours(1))));
            return object(API, "HelmRepository").put("spec", spec);
        }
    }
}
