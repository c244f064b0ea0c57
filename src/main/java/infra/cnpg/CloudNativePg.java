package infra.cnpg;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import java.util.function.Consumer;

/**
 * CloudNativePG: the operator of {@link PostgresCluster}s, and its plugin that archives them with Barman. Both stand in one
 * namespace, the only place where the operator looks for plugins; they talk with certificates of cert-manager's.
 */
public final class CloudNativePg extends Component {
    /** Values as the charts have them in cloudnative-pg/charts, at cloudnative-pg-v0.29.0 and plugin-barman-cloud-v0.7.0. */
    private static final PublishedChart OPERATOR = published("cloudnative-pg", "0.29.0");

    private static final PublishedChart PLUGIN = published("plugin-barman-cloud", "0.7.0");

    /** The operator in the namespace of {@code scope}. */
    public CloudNativePg(Scope scope, String id, Consumer<CloudNativePgSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new CloudNativePgSettings(node()), configure);
        // The charts make their definitions from templates, which Helm upgrades like everything else.
        new HelmRelease(this, OPERATOR, CrdOwner.ELSEWHERE, h -> {
            limited(h.bringsCrds("postgresql.cnpg.io"), "512Mi");
            if (settings.metrics.isSet()) {
                h.makes("monitoring.coreos.com", "PodMonitor").value(true, "monitoring", "podMonitorEnabled");
            }
        });
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

    /** What can be set on the operator. */
    public static final class CloudNativePgSettings extends Settings {
        private final Setting<Boolean> metrics = setting("metrics");

        private CloudNativePgSettings(Node node) {
            super(node);
        }

        /** Lets Prometheus read the operator's own figures. */
        public CloudNativePgSettings metrics() {
            metrics.set(true);
            return this;
        }
    }
}
