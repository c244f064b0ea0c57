package infra.monitoring;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import infra.elastic.Elasticsearch;
import java.util.function.Consumer;

/** Jaeger, which takes traces, keeps them in an {@link Elasticsearch} of its own namespace, and shows them. */
public final class Jaeger extends Component implements TraceSink, Datasource, Measured {
    private final ServicePort page;
    private final ServicePort grpc;
    private final ServicePort http;
    private final ServicePort metrics;

    /** Keeps traces in {@code elasticsearch}, as long as that keeps anything. */
    public Jaeger(Scope scope, String id, Elasticsearch elasticsearch, Consumer<JaegerSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new JaegerSettings(this), configure);
        var config =
                new ConfigMap(this, "config", c -> c.file("jaeger.yaml", Resource.of("infra/monitoring/jaeger.yaml")));
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.runAs(10001, 10001)
                        .container(
                                "jaeger",
                                "docker.io/jaegertracing/jaeger:2.20.0",
                                c -> c.port("http", 16686)
                                        .port("otlp-grpc", 4317)
                                        .port("otlp-http", 4318)
                                        .port("metrics", 8888)
                                        .port("health", 13133)
                                        .args("--config", "/etc/jaeger/jaeger.yaml")
                                        .env("ELASTICSEARCH_URL", elasticsearch.url())
                                        .env("ELASTICSEARCH_USER", elasticsearch.user())
                                        .env("ELASTICSEARCH_PASSWORD", elasticsearch.password())
                                        .mountReadOnly(config, "/etc/jaeger")
                                        .mountReadOnly(elasticsearch.certificate(), "/etc/elasticsearch")
                                        .mount(temporary, "/tmp")
                                        // It ends itself where Elasticsearch does not answer yet.
                                        .health(Health.http("health", "/status"))
                                        .cpu("50m")
                                        .memory("128Mi", "512Mi")));
        var service = new Service(this, server);
        page = service.port("http");
        grpc = service.port("otlp-grpc");
        http = service.port("otlp-http");
        metrics = service.port("metrics");
        node().awaits(TRACES);
        node().flow(TRACES, elasticsearch.node());
        settings.expose(this, page);
    }

    /** Where people look. */
    public ServicePort page() {
        return page;
    }

    @Override
    public ServicePort otlpGrpc() {
        return grpc;
    }

    @Override
    public ServicePort otlpHttp() {
        return http;
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "monitor", metrics);
    }

    @Override
    public Text url() {
        return Text.of("http://", page.address());
    }

    @Override
    public Mapping datasource() {
        return Datasource.asked("Jaeger", "jaeger", url());
    }

    /** What can be set on Jaeger. */
    public static final class JaegerSettings extends ExposedSettings<JaegerSettings> {
        private JaegerSettings(Jaeger jaeger) {
            super(jaeger.node());
        }

        @Override
        protected JaegerSettings self() {
            return this;
        }
    }
}
