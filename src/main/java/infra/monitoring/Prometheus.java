package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Settings;
import espalier.Text;
import espalier.flux.HelmRelease;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import infra.Bucket;
import infra.Minio;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus with its operator and Alertmanager, and the exporters for nodes and for Kubernetes' objects: the chart
 * kube-prometheus-stack without its Grafana, which {@link Grafana} is.
 *
 * <p>Prometheus reads every {@link ServiceMonitor} of the cluster. The definitions are those of {@link PrometheusCrds}. The
 * node exporter reads the files of its node, so that the namespace must allow that.
 */
public final class Prometheus extends Component implements Datasource, MetricsSink {
    private final HelmRelease release;
    private @Nullable SecretKey store;

    /** All of it, with its data on volumes of {@code storage}. */
    public Prometheus(Scope scope, String id, StorageClass storage, Consumer<OwnSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new OwnSettings(this, storage), configure);
        release = PrometheusChart.release(this, settings);
        // The dashboards of the chart, which a Grafana of the same namespace finds by their label.
        release.configure(h -> h.value(false, "grafana", "enabled")
                .value(true, "grafana", "forceDeployDashboards")
                .value(true, "prometheus", "prometheusSpec", "walCompression"));
        settings.expose(this, prometheus());
    }

    /**
     * Ships what it has measured to a bucket of {@code server} every two hours, by a sidecar of Thanos, so that it can be kept for longer than
     * the volume holds it.
     *
     * @param cluster what blocks of this Prometheus are called in the bucket, which several may share
     */
    SecretKey shipTo(Minio server, String cluster) {
        var bucket = new Bucket(this, "bucket", server, b -> b.named("thanos"));
        var secret = new BootstrapSecret(
                this,
                "objects",
                s -> s.text(
                        "objstore.yaml",
                        Text.of(
                                "type: S3\nconfig:\n  bucket: ",
                                bucket.name(),
                                "\n  endpoint: ",
                                bucket.port().address(),
                                "\n  insecure: true\n  access_key: ",
                                bucket.accessKey(),
                                "\n  secret_key: ",
                                bucket.secretKey(),
                                "\n")));
        SecretKey objects = secret.key("objstore.yaml");
        release.configure(h -> h.bringsService(PrometheusChart.service("thanos-discovery"), "grpc", 10901)
                .value(true, "prometheus", "thanosService", "enabled")
                .value(true, "prometheus", "thanosServiceMonitor", "enabled")
                .value(cluster, "prometheus", "prometheusSpec", "externalLabels", "cluster")
                .value(
                        Mapping.of("name", objects.secret()).put("key", objects.key()),
                        "prometheus",
                        "prometheusSpec",
                        "thanos",
                        "objectStorageConfig",
                        "existingSecret"));
        store = objects;
        return objects;
    }

    /** Where Thanos asks for what is not in the bucket yet. */
    ServicePort sidecar() {
        return PrometheusChart.port(release, "thanos-discovery", "grpc");
    }

    /** Where Prometheus answers queries. */
    public ServicePort prometheus() {
        return PrometheusChart.port(release, "prometheus", "http-web");
    }

    /** Where alerts are sent. */
    public ServicePort alertmanager() {
        return PrometheusChart.port(release, "alertmanager", "http-web");
    }

    @Override
    public Text url() {
        return Text.of("http://", prometheus().address());
    }

    @Override
    public Mapping datasource() {
        return Datasource.asked("Prometheus", "prometheus", url())
                // With Thanos beside it, what goes back further is asked there.
                .put("isDefault", store == null);
    }

    /** What can be set on a Prometheus; its host is its own. */
    public static final class OwnSettings extends PrometheusSettings<OwnSettings> {
        private OwnSettings(Prometheus prometheus, StorageClass storage) {
            super(prometheus.node(), storage);
        }

        @Override
        protected OwnSettings self() {
            return this;
        }
    }
}
