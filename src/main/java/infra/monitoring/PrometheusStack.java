package infra.monitoring;

import espalier.Component;
import espalier.Exposed;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prometheus with its operator and Alertmanager, the exporters for nodes and for Kubernetes' objects, and Grafana, which shows
 * them: the chart kube-prometheus-stack.
 *
 * <p>Prometheus reads every {@link ServiceMonitor} of the cluster. The definitions are those of {@link PrometheusCrds}. The
 * node exporter reads the files of its node, so that the namespace must allow that.
 */
public final class PrometheusStack extends Component {
    /** The chart names everything after its release, and is best known under its own name. */
    private static final String NAME = "kube-prometheus-stack";

    /** The folder of Grafana for dashboards of grafana.com, which is also the name of their provider. */
    private static final String PUBLISHED = "grafana-com";

    private final List<Datasource> datasources = new ArrayList<>(1);
    private final List<Dashboard> dashboards = new ArrayList<>(1);
    private final HelmRelease release;

    /**
     * All of it, with its data on volumes of {@code storage}.
     *
     * @param grafanaPassword of the user {@code admin}
     */
    public PrometheusStack(
            Scope scope,
            String id,
            StorageClass storage,
            SecretKey grafanaPassword,
            Consumer<StackSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new StackSettings(node(), storage), configure);
        var chart = PublishedChart.of(NAME, "88.5.3").registry("oci://ghcr.io/prometheus-community/charts");
        release = new HelmRelease(this, chart, CrdOwner.ELSEWHERE, h -> {
            // It starts a database, loads dashboards and waits for several volumes.
            h.releaseName(NAME)
                    .bringsScraper()
                    .timeout(Duration.ofMinutes(10))
                    .bringsService(NAME + "-grafana", "http-web", 80)
                    .bringsService(NAME + "-prometheus", "http-web", 9090)
                    .bringsService(NAME + "-alertmanager", "http-web", 9093);
            for (String kind : new String[] {"Prometheus", "Alertmanager", "ServiceMonitor", "PrometheusRule"}) {
                h.makes(PrometheusCrds.GROUP, kind);
            }
            h.value(false, "crds", "enabled");
            operate(h);
            settings.writeTo(h);
            logIn(h, grafanaPassword);
        });
        Exposed grafana = settings.expose(this, grafana());
        if (grafana != null) {
            release.configure(h -> h.value(grafana.url(), "grafana", "grafana.ini", "server", "root_url"));
        }
        node().whenComplete(this::showAll);
    }

    private static void operate(HelmReleaseSettings h) {
        // A webhook would stand between every rule and the API server; what it finds, the operator says as well.
        h.value(false, "prometheusOperator", "admissionWebhooks", "enabled")
                .value(false, "prometheusOperator", "tls", "enabled")
                .value("64Mi", "prometheusOperator", "resources", "requests", "memory")
                .value("256Mi", "prometheusOperator", "resources", "limits", "memory");
        // No distribution offers these without being told to: K3s runs them in one process and, like kubeadm and
        // Talos, lets them listen for the node itself alone; and a network that replaces kube-proxy leaves none. Their
        // alerts would fire for ever.
        for (String part : new String[] {"kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"}) {
            h.value(false, part, "enabled");
        }
        // Monitors and rules of whatever component, not only those of this release.
        for (String what : new String[] {"serviceMonitor", "podMonitor", "rule", "probe", "scrapeConfig"}) {
            h.value(false, "prometheus", "prometheusSpec", what + "SelectorNilUsesHelmValues");
        }
    }

    /** As {@code admin}; the two sidecars log in as well, to say that something is new. */
    private static void logIn(HelmReleaseSettings h, SecretKey password) {
        h.value(password.secret(), "grafana", "admin", "existingSecret")
                .value(password.key(), "grafana", "admin", "passwordKey")
                .value("admin", "grafana", "env", "GF_SECURITY_ADMIN_USER")
                .value("admin", "grafana", "sidecar", "dashboards", "env", "REQ_USERNAME")
                .value("admin", "grafana", "sidecar", "datasources", "env", "REQ_USERNAME");
    }

    /** Lets Grafana ask {@code datasource} as well. */
    public PrometheusStack show(Datasource datasource) {
        datasources.add(datasource);
        return this;
    }

    /** Gives Grafana a dashboard. */
    public PrometheusStack show(Dashboard dashboard) {
        dashboards.add(dashboard);
        return this;
    }

    private void showAll() {
        release.configure(h -> {
            if (!datasources.isEmpty()) {
                var list = new Sequence();
                datasources.forEach(datasource -> list.add(datasource.datasource()));
                h.value(list, "grafana", "additionalDataSources");
            }
            if (!dashboards.isEmpty()) {
                h.value(Sequence.of(provider()), "grafana", "dashboardProviders", PUBLISHED + ".yaml", "providers");
                h.value(1, "grafana", "dashboardProviders", PUBLISHED + ".yaml", "apiVersion");
                // The chart would take them from whoever says to be grafana.com.
                h.value("-sf", "grafana", "defaultCurlOptions");
            }
            for (Dashboard dashboard : dashboards) {
                var published = Mapping.of("gnetId", dashboard.number())
                        .put("revision", dashboard.revision())
                        .put("datasource", "Prometheus");
                h.value(published, "grafana", "dashboards", PUBLISHED, dashboard.id());
            }
        });
    }

    private static Mapping provider() {
        return Mapping.of("name", PUBLISHED)
                .put("type", "file")
                .put("disableDeletion", true)
                .put("options", Mapping.of("path", "/var/lib/grafana/dashboards/" + PUBLISHED));
    }

    /** Grafana's web interface. */
    public ServicePort grafana() {
        return release.service(NAME + "-grafana", "http-web");
    }

    /** Where Prometheus answers queries. */
    public ServicePort prometheus() {
        return release.service(NAME + "-prometheus", "http-web");
    }

    /** Where alerts are sent. */
    public ServicePort alertmanager() {
        return release.service(NAME + "-alertmanager", "http-web");
    }
}
