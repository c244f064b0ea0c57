package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;

/**
 * OpenTelemetry's operator, which runs {@link OpenTelemetryCollector}s. Its webhook has a certificate of cert-manager's.
 *
 * <p>Values as open-telemetry/opentelemetry-helm-charts has them for opentelemetry-operator 0.122.0.
 */
public final class OpenTelemetryOperator extends Component {
    static final String GROUP = "opentelemetry.io";

    /** The operator, in the namespace of {@code scope}. */
    public OpenTelemetryOperator(Scope scope, String id) {
        super(scope, id);
        new HelmRelease(
                this,
                PublishedChart.of("opentelemetry-operator", "0.122.0")
                        .repository("open-telemetry", "https://open-telemetry.github.io/opentelemetry-helm-charts"),
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> h.bringsCrds(GROUP)
                        .makes("cert-manager.io", "Certificate")
                        .makes("cert-manager.io", "Issuer")
                        .value(id, "fullnameOverride")
                        // What a template made goes with the release, and every collector with it.
                        .value("keep", "crds", "annotations", "helm.sh/resource-policy")
                        .value("10m", "manager", "resources", "requests", "cpu")
                        .value("64Mi", "manager", "resources", "requests", "memory")
                        .value("256Mi", "manager", "resources", "limits", "memory"));
    }
}
