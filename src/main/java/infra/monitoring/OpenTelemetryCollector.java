package infra.monitoring;

import espalier.Component;
import espalier.Identity;
import espalier.Node;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.elastic.Elasticsearch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collector of OpenTelemetry's: takes traces and sends them to all that keep or show some, or takes logs by the protocol of Loki
 * and writes them to an {@link Elasticsearch}. {@link OpenTelemetryOperator} runs it.
 *
 * <p>It takes only what it was told to send on. What it cannot send it keeps in memory for a while, and then drops.
 */
public final class OpenTelemetryCollector extends Component implements TraceSink, LogSink, Measured {
    /** The distribution that speaks to Elasticsearch, and takes what is meant for Loki. */
    private static final String IMAGE =
            "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0";

    private static final int LOKI = 3500;
    private static final int LABEL_LENGTH = 63;
    private static final String CERTIFICATE = "/etc/elasticsearch";

    private final CustomResource collector;
    private final List<TraceSink> traceSinks = new ArrayList<>(2);
    private @Nullable Elasticsearch index;

    /** A collector, which is told by {@link #to} what it takes and where it sends that. */
    public OpenTelemetryCollector(Scope scope, String id) {
        super(scope, id);
        collector = new CustomResource(
                this, OpenTelemetryOperator.GROUP + "/v1beta1", "OpenTelemetryCollector", this::describe);
        node().whenComplete(this::complete);
    }

    /** Sends all traces to {@code sink}, and to every other that is named. */
    public OpenTelemetryCollector to(TraceSink sink) {
        if (traceSinks.isEmpty()) {
            node().awaits(TRACES);
        }
        sink.tracesOf(this);
        traceSinks.add(sink);
        return this;
    }

    /** Writes all logs to {@code elasticsearch}, a day's under one name. */
    public OpenTelemetryCollector to(Elasticsearch elasticsearch) {
        node().awaits(LOGS);
        node().flow(LOGS, elasticsearch.node());
        index = elasticsearch;
        return this;
    }

    private void describe(CustomResourceSettings c) {
        var noRights = Mapping.of("runAsNonRoot", true)
                .put("readOnlyRootFilesystem", true)
                .put("allowPrivilegeEscalation", false)
                .put("capabilities", Mapping.of("drop", Sequence.of("ALL")))
                .put("seccompProfile", Mapping.of("type", "RuntimeDefault"));
        // As the operator labels them: its internal/manifests/manifestutils/labels.go, which cuts what is longer.
        String instance = node().namespace().text() + "." + node().objectName();
        if (instance.length() <= LABEL_LENGTH) {
            c.podLabel("app.kubernetes.io/managed-by", "opentelemetry-operator")
                    .podLabel("app.kubernetes.io/instance", instance);
        }
        c.named(node().objectName())
                .spec("mode", "deployment")
                .spec("image", node().image(IMAGE))
                .spec("securityContext", noRights)
                .spec(
                        "resources",
                        Mapping.of("requests", Mapping.of("cpu", "50m").put("memory", "64Mi"))
                                .put("limits", Mapping.of("memory", "256Mi")));
    }

    private void complete() {
        boolean knowsNothing = traceSinks.isEmpty() && index == null;
        if (knowsNothing) {
            node().owes(TRACES); // or logs: it is told nothing
        }
        collector.configure(c -> {
            Elasticsearch elasticsearch = index;
            if (elasticsearch != null) {
                mount(c, elasticsearch);
            }
            c.spec("config", config());
        });
    }

    private static void mount(CustomResourceSettings c, Elasticsearch elasticsearch) {
        var certificate = elasticsearch.certificate();
        var volume = Mapping.of("name", certificate.volumeName());
        certificate.volumeSource().forEach(volume::put);
        c.spec(
                        "env",
                        Sequence.of(
                                variable("ELASTICSEARCH_USER", elasticsearch.user()),
                                variable("ELASTICSEARCH_PASSWORD", elasticsearch.password())))
                .spec("volumes", Sequence.of(volume))
                .spec(
                        "volumeMounts",
                        Sequence.of(Mapping.of("name", certificate.volumeName())
                                .put("mountPath", CERTIFICATE)
                                .put("readOnly", true)));
    }

    private static Mapping variable(String name, SecretKey key) {
        var reference = Mapping.of("name", key.secret()).put("key", key.key());
        return Mapping.of("name", name).put("valueFrom", Mapping.of("secretKeyRef", reference));
    }

    private Mapping config() {
        var receivers = new Mapping();
        var exporters = new Mapping();
        var pipelines = new Mapping();
        if (!traceSinks.isEmpty()) {
            receivers.put(
                    "otlp",
                    Mapping.of(
                            "protocols",
                            Mapping.of("grpc", Mapping.of("endpoint", "0.0.0.0:4317"))
                                    .put("http", Mapping.of("endpoint", "0.0.0.0:4318"))));
            var names = new Sequence();
            for (TraceSink sink : traceSinks) {
                String name = "otlp_grpc/" + component(sink.node());
                names.add(name);
                exporters.put(
                        name, Mapping.of("endpoint", sink.grpcAddress()).put("tls", Mapping.of("insecure", true)));
            }
            pipelines.put(TRACES, pipeline("otlp", names));
        }
        Elasticsearch elasticsearch = index;
        if (elasticsearch != null) {
            receivers.put(
                    "loki",
                    Mapping.of("protocols", Mapping.of("http", Mapping.of("endpoint", Text.of("0.0.0.0:", LOKI))))
                            .put("use_incoming_timestamp", true));
            exporters.put("elasticsearch", writer(elasticsearch));
            pipelines.put(LOGS, pipeline("loki", Sequence.of("elasticsearch")));
        }
        return Mapping.of("receivers", receivers)
                .put(
                        "processors",
                        Mapping.of(
                                        "memory_limiter",
                                        Mapping.of("check_interval", "1s")
                                                .put("limit_percentage", 80)
                                                .put("spike_limit_percentage", 20))
                                .put("batch", new Mapping()))
                .put("exporters", exporters)
                .put("service", Mapping.of("pipelines", pipelines));
    }

    private static Mapping pipeline(String receiver, Sequence exporters) {
        return Mapping.of("receivers", Sequence.of(receiver))
                .put("processors", Sequence.of("memory_limiter", "batch"))
                .put("exporters", exporters);
    }

    /** Under names that end in the day, by which {@link Elasticsearch} deletes what is old. */
    private static Mapping writer(Elasticsearch elasticsearch) {
        return Mapping.of("endpoint", elasticsearch.url())
                .put("user", "${env:ELASTICSEARCH_USER}")
                .put("password", "${env:ELASTICSEARCH_PASSWORD}")
                .put("tls", Mapping.of("ca_file", CERTIFICATE + "/ca.crt"))
                .put("logs_index", "pods")
                .put("logstash_format", Mapping.of("enabled", true).put("date_format", "%Y-%m-%d"))
                // Fields as they are: the mapping of OpenTelemetry's own needs a later Elasticsearch than the chart's.
                .put("mapping", Mapping.of("mode", "none"));
    }

    private static String component(Node node) {
        Node unit = node.unit();
        return unit == null ? node.id() : unit.id();
    }

    @Override
    public ServicePort otlpGrpc() {
        return port("-collector", "otlp-grpc", 4317);
    }

    @Override
    public ServicePort otlpHttp() {
        return port("-collector", "otlp-http", 4318);
    }

    @Override
    public Text push() {
        return Text.of("http://", port("-collector", "loki-http", LOKI).address(), "/loki/api/v1/push");
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", port("-collector-monitoring", "monitoring", 8888));
    }

    /** A port of a Service that the operator makes for it. */
    private ServicePort port(String service, String name, int number) {
        var identity = Identity.of("", "Service", node().namespace().text(), node().objectName() + service);
        return ServicePort.of(Provision.of(identity, collector.node()), name, number);
    }
}
