package infra;

import espalier.Component;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.FluxInstance;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import java.util.function.Consumer;

/** The Flux operator, which installs Flux as a {@link FluxInstance} says and keeps it so. */
public final class FluxOperator extends Component {
    /** Its image has the manifests of Flux 2.2 to 2.9, so that it asks nobody for those of a version that it knows. */
    private static final PublishedChart CHART =
            PublishedChart.of("flux-operator", "0.58.1").registry("oci://ghcr.io/controlplaneio-fluxcd/charts");

    /** The operator, in the namespace of {@code scope}, which must be Flux's own. */
    public FluxOperator(Scope scope, String id) {
        this(scope, id, o -> {});
    }

    /** The operator, in the namespace of {@code scope}, which must be Flux's own. */
    public FluxOperator(Scope scope, String id, Consumer<FluxOperatorSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new FluxOperatorSettings(this), configure);
        new HelmRelease(
                this,
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> {
                    h.bringsCrds("fluxcd.controlplane.io").apiServer("it installs Flux");
                    if (settings.metrics.isSet()) {
                        h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "serviceMonitor", "create");
                    }
                });
    }

    /** What can be set on the operator. */
    public static final class FluxOperatorSettings extends Settings {
        private final Setting<Boolean> metrics = setting("metrics");

        private FluxOperatorSettings(FluxOperator operator) {
            super(operator.node());
        }

        /**
         * Lets Prometheus find what the operator knows of Flux and of all that Flux applies; {@link infra.monitoring.AlertRules#FLUX} asks
         * for nothing else.
         */
        public FluxOperatorSettings metrics() {
            metrics.set(true);
            return this;
        }
    }
}
