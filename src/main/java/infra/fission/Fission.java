package infra.fission;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import infra.monitoring.TraceSink;
import infra.monitoring.Traced;
import java.util.function.Consumer;

/**
 * Fission: runs functions, as pods that are there when somebody asks. Its router knows which path is whose.
 *
 * <p>Functions stand in {@code default}, as the chart's own watch has it. A job of the chart brings the definitions, and upgrades them.
 */
public final class Fission extends Component implements Traced {
    private static final PublishedChart CHART = PublishedChart.of("fission-all", "1.27.0")
            .repository("fission-charts", "https://fission.github.io/fission-charts");

    private static final String[] PROGRAMS = {
        "buildermgr", "executor", "kubewatcher", "router", "storagesvc", "timer", "webhook"
    };

    static final String API = "fission.io/v1";

    private final HelmRelease release;

    /** Fission without metrics, and without its makers' analytics. */
    public Fission(Scope scope, String id, Consumer<FissionSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new FissionSettings(this), configure);
        release = new HelmRelease(this, CHART, CrdOwner.ELSEWHERE, h -> {
            h.bringsCrds("fission.io")
                    .bringsService("router", "http", 80)
                    .value("ClusterIP", "routerServiceType")
                    .value(functions().name(), "defaultNamespace")
                    .value(false, "analytics")
                    .value(true, "networkPolicy", "enabled")
                    .value(false, "mqt_keda", "enabled"); // triggers by queues, which need KEDA
            for (String program : PROGRAMS) {
                h.value("20m", program, "resources", "requests", "cpu")
                        .value("256Mi", program, "resources", "limits", "memory");
            }
        });
        settings.expose(this, release.service("router", "http"));
    }

    /** A span for each request to a function, and for what it takes until the function runs. */
    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        release.configure(h -> h.value(sink.grpcAddress(), "openTelemetry", "otlpCollectorEndpoint")
                .value(true, "openTelemetry", "otlpInsecure"));
    }

    /** Where functions stand. */
    public NamespaceHandle functions() {
        return NamespaceHandle.DEFAULT;
    }

    /** What can be set on Fission. */
    public static final class FissionSettings extends ExposedSettings<FissionSettings> {
        private FissionSettings(Fission fission) {
            super(fission.node());
        }

        @Override
        protected FissionSettings self() {
            return this;
        }
    }
}
