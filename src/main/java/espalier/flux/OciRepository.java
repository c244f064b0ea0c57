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

/** A Helm chart that stands alone in an OCI registry; it is both source and chart. */
public final class OciRepository extends Component implements Chart {
    private static final String API = "source.toolkit.fluxcd.io/v1";
    private final OciRepositorySettings settings;

    /**
     * The chart of {@code scope}, with its name.
     *
     * @param url as {@code oci://ghcr.io/grafana/helm-charts/grafana}
     * @param tag the chart's version
     */
    public OciRepository(Scope scope, String url, String tag) {
        this(scope, url, tag, o -> {});
    }

    /** The chart of {@code scope}, with its name. */
    public OciRepository(Scope scope, String url, String tag, Consumer<OciRepositorySettings> configure) {
        super(scope, only("ocirepository"));
        settings = Settings.configured(new OciRepositorySettings(node()), configure);
        node().write(() -> node().add(settings.toObject(url, tag)));
    }

    @Override
    public void writeTo(Mapping spec, Node release) {
        spec.put(
                "chartRef",
                Mapping.of("kind", "OCIRepository")
                        .put(
                                "name",
                                settings.provision(Identity.groupOf(API), "OCIRepository")
                                        .name())
                        .put("namespace", node().namespace()));
    }

    /** What can be set on an OCI source. */
    public static final class OciRepositorySettings extends ObjectSettings<OciRepositorySettings> {
        private final Setting<Duration> interval = setting("interval");

        private OciRepositorySettings(Node node) {
            super(node);
        }

        @Override
        protected OciRepositorySettings self() {
            return this;
        }

        /** How often Flux looks whether the tag moved; default 1 hour. */
        public OciRepositorySettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        private Mapping toObject(String url, String tag) {
            var layer = Mapping.of("mediaType", "application/vnd.cncf.helm.chart.content.v1.tar+gzip")
                    .put("operation", "copy");
            return object(API, "OCIRepository")
                    .put(
                            "spec",
                            Mapping.of("url", url)
                                    .put("interval", Durations.text(interval.or(Duration.ofHours(1))))
                                    .put("ref", Mapping.of("tag", node().chartVersion(url, tag)))
                                    .put("layerSelector", layer));
        }
    }
}
