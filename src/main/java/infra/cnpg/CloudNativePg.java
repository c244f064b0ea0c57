package infra.cnpg;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;

/**
 * CloudNativePG: the operator of {@link PostgresCluster}s, and its plugin that archives them with Barman. Both stand in one
 * namespace, the only place where the operator looks for plugins; they talk with certificates of cert-manager's.
 */
public final class CloudNativePg extends Component implements Measured {
    /** Values as the charts have them in cloudnative-pg/charts, at cloudnative-pg-v0.29.0 and plugin-barman-cloud-v0.7.0. */
    private static final PublishedChart OPERATOR = published("cloudnative-pg", "0.29.0");

    private static final PublishedChart PLUGIN = published("plugin-barman-cloud", "0.7.0");

    private final HelmRelease operator;

    /** The operator in the namespace of {@code scope}. */
    public CloudNativePg(Scope scope, String id) {
        super(scope, id);
        // The charts make their definitions from templates, which Helm upgrades like everything else.
        operator = new HelmRelease(
                this, OPERATOR, CrdOwner.ELSEWHERE, h -> limited(h.bringsCrds("postgresql.cnpg.io"), "512Mi"));
        new HelmRelease(
                this,
                "plugin",
                PLUGIN,
                CrdOwner.ELSEWHERE,
                h -> limited(h.named("plugin-barman-cloud").bringsCrds("barmancloud.cnpg.io"), "256Mi")
                        .makes("cert-manager.io", "Certificate"));
    }

    private static PublishedChart published(String chart, String version) {
        return PublishedChart.of(chart, version)
                .repository("cloudnative-pg", "https://cloudnative-pg.github.io/charts")
                .registry("oci://ghcr.io/cloudnative-pg/charts");
    }

    private static HelmReleaseSettings limited(HelmReleaseSettings release, String memory) {
        return release.value("50m", "resources", "requests", "cpu")
                .value("128Mi", "resources", "requests", "memory")
                .value(memory, "resources", "limits", "memory");
    }

    /** The operator's own figures; those of a server are its own to give. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        operator.configure(
                h -> h.makes("monitoring.coreos.com", "PodMonitor").value(true, "monitoring", "podMonitorEnabled"));
    }
}
