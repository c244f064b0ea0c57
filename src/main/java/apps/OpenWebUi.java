package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.Charts;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ChartPod;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.PodSettings;
import espalier.kubernetes.Service;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;
import infra.monitoring.TraceSink;
import infra.monitoring.Traced;
import infra.packaging.ImageValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Open WebUI: a page to chat with models. Where the cluster lists the publisher of its chart, that installs it; the page is told the
 * same by both.
 */
public final class OpenWebUi extends Component implements Traced {
    private static final String IMAGE = "ghcr.io/open-webui/open-webui:";
    private static final int PORT = 8080;
    private static final String WHY_INTERNET =
            "the first start downloads a model for embeddings, and people let it look things up";

    private static final PublishedChart CHART =
            PublishedChart.of("open-webui", "16.0.0").repository("open-webui", "https://helm.openwebui.com");

    private final OpenWebUiSettings settings;
    private final ChatBackend backend;
    private final BootstrapSecret session;
    private final @Nullable PersistentVolumeClaim kept;
    private final ServicePort page;
    private @Nullable TraceSink traces;

    /** A page in front of {@code backend}. */
    public OpenWebUi(Scope scope, String id, ChatBackend backend, Consumer<OpenWebUiSettings> configure) {
        super(scope, id);
        this.backend = backend;
        settings = Settings.configured(new OpenWebUiSettings(this), configure);
        session = new BootstrapSecret(this, "session", s -> s.password("WEBUI_SECRET_KEY"));
        OpenWebUiSettings.Storage storage = settings.storage.get();
        kept = storage == null ? null : new PersistentVolumeClaim(this, "data", storage.storageClass, storage.size);
        page = ServicePort.of(this, "http", PORT);
        settings.expose(this, page);
        node().whenComplete(() -> {
            if (Charts.areListed(this, CHART)) {
                install();
            } else {
                run();
            }
        });
    }

    /** A span for each request, and for what it asks of models and of its database. */
    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        traces = sink;
    }

    private void serve(PodSettings<?> pod, Consumer<Container> more) {
        pod.root("the image belongs to root, and upstream tests no other user");
        pod.container("openwebui", IMAGE + settings.version.or("main"), c -> {
            connect(c);
            // Without it the image makes one at every start, and everybody is logged out.
            c.env("WEBUI_SECRET_KEY", session.key("WEBUI_SECRET_KEY"))
                    .writableRootFilesystem("it rewrites its own static files when it starts")
                    // The first start downloads a model for embeddings.
                    .health(Health.http("http", "/health").starts(5, 120))
                    .cpu("250m")
                    .memory("1Gi", "2Gi");
            more.accept(c);
        });
    }

    private void run() {
        Volume data = kept == null ? new EmptyDir(this, "data") : kept;
        var server = new Deployment(this, d -> {
            if (kept != null) {
                d.recreate(); // the accounts are in an SQLite file on a volume of one node
            }
            serve(d.internet(WHY_INTERNET), c -> c.port("http", PORT).mount(data, "/app/backend/data"));
        });
        Integer nodePort = settings.nodePort.get();
        new Service(this, server, s -> {
            if (nodePort != null) {
                s.nodePort("http", nodePort);
            }
        });
    }

    private void install() {
        String name = node().objectName();
        var pod = new ChartPod(this, p -> serve(p, c -> {}));
        Mapping container = pod.container();
        Integer nodePort = settings.nodePort.get();
        new HelmRelease(this, CHART, CrdOwner.ELSEWHERE, h -> {
            h.bringsService(name, "http", PORT)
                    .podLabel("app.kubernetes.io/instance", name)
                    .internet(WHY_INTERNET)
                    .timeout(Duration.ofMinutes(15))
                    .value(name, "fullnameOverride")
                    .value(ImageValues.of(container), "image")
                    // The chart would bring these along; what the page talks to is said in its variables.
                    .value(false, "ollama", "enabled")
                    .value(false, "pipelines", "enabled")
                    .value(true, "ollamaUrlsFromExtraEnv")
                    .value("", "openaiBaseApiUrl")
                    // One page needs no Redis to tell others what happens.
                    .value("", "websocket", "manager")
                    .value(false, "websocket", "redis", "enabled")
                    .value(PORT, "service", "port")
                    .value(container.get("env"), "extraEnvVars")
                    .value(container.get("startupProbe"), "startupProbe")
                    .value(container.get("readinessProbe"), "readinessProbe")
                    .value(container.get("livenessProbe"), "livenessProbe")
                    .value(container.get("resources"), "resources")
                    .value(Mapping.of("limits", Mapping.of("memory", "256Mi")), "copyAppData", "resources")
                    .value(container.get("securityContext"), "containerSecurityContext")
                    .value(pod.spec("securityContext"), "podSecurityContext")
                    .value(kept != null, "persistence", "enabled");
            if (kept != null) {
                h.value(kept.name(), "persistence", "existingClaim");
            }
            if (!pod.annotations().isEmpty()) {
                h.value(pod.annotations(), "podAnnotations");
            }
            if (nodePort != null) {
                h.value("NodePort", "service", "type").value(nodePort, "service", "nodePort");
            }
        });
    }

    /** Where it has several of one protocol, it wants them in one variable. */
    private void connect(Container page) {
        var ollamas = new ArrayList<Object>(1);
        var openAis = new ArrayList<Object>(1);
        var keys = new ArrayList<Object>(1);
        var backends = new ArrayList<ChatBackend>(settings.more);
        backends.add(0, backend);
        for (ChatBackend each : backends) {
            if (each.chat() instanceof ChatBackend.OllamaApi ollama) {
                ollamas.add(Text.of("http://", ollama.port().address()));
            } else if (each.chat() instanceof ChatBackend.OpenAi openAi) {
                openAis.add(Text.of("http://", openAi.port().address(), "/v1"));
                keys.add(openAi.key());
            }
        }
        put(page, "OLLAMA_BASE_URL", ollamas);
        put(page, "OPENAI_API_BASE_URL", openAis);
        put(page, "OPENAI_API_KEY", keys);
        if (ollamas.isEmpty()) {
            page.env("ENABLE_OLLAMA_API", "false");
        }
        if (openAis.isEmpty()) {
            page.env("ENABLE_OPENAI_API", "false");
        }
        TraceSink sink = traces;
        if (sink != null) {
            page.env("ENABLE_OTEL", "true")
                    .env("ENABLE_OTEL_TRACES", "true")
                    .env("OTEL_EXPORTER_OTLP_ENDPOINT", Text.of("http://", sink.grpcAddress()))
                    .env("OTEL_EXPORTER_OTLP_INSECURE", "true");
        }
        SearXng search = settings.search.get();
        if (search != null) {
            page.env("ENABLE_WEB_SEARCH", "true")
                    .env("WEB_SEARCH_ENGINE", "searxng")
                    .env("SEARXNG_QUERY_URL", Text.of("http://", search.port().address(), "/search?q=<query>"));
        }
    }

    private static void put(Container page, String variable, List<Object> values) {
        if (values.size() == 1 && values.get(0) instanceof SecretKey key) {
            page.env(variable, key);
        } else if (values.size() == 1) {
            page.env(variable, Text.of(values.get(0)));
        } else if (!values.isEmpty()) {
            var joined = new ArrayList<Object>(values.size() * 2);
            for (Object value : values) {
                if (!joined.isEmpty()) {
                    joined.add(";");
                }
                joined.add(value);
            }
            page.env(variable + "S", Text.of(joined.toArray()));
        }
    }

    /** What can be set on Open WebUI. */
    public static final class OpenWebUiSettings extends ExposedSettings<OpenWebUiSettings> {
        private final Setting<Integer> nodePort = setting("nodePort");
        private final Setting<Storage> storage = setting("keep");
        private final Setting<String> version = setting("version");
        private final Setting<SearXng> search = setting("search");
        private final List<ChatBackend> more = new ArrayList<>(0);

        private record Storage(StorageClass storageClass, String size) {}

        private OpenWebUiSettings(OpenWebUi page) {
            super(page.node());
        }

        @Override
        protected OpenWebUiSettings self() {
            return this;
        }

        /** Opens the page on this port of every node; default is inside the cluster only. */
        public OpenWebUiSettings nodePort(int port) {
            nodePort.set(port);
            return this;
        }

        /**
         * Keeps accounts, chats and what is set on the page on {@code size} of {@code storage}; default is that they are lost
         * with the pod. What is kept there wins over git: once it has started, Open WebUI takes the address of another back end
         * only from its administrator's page.
         */
        public OpenWebUiSettings keep(StorageClass storage, String size) {
            this.storage.set(new Storage(storage, size));
            return this;
        }

        /** The tag of the image, as {@code v0.12.4}; default is {@code main}, which moves. */
        public OpenWebUiSettings version(String tag) {
            version.set(tag);
            return this;
        }

        /** Lets people choose from the models of {@code backend} as well. */
        public OpenWebUiSettings models(ChatBackend backend) {
            more.add(backend);
            return this;
        }

        /** Lets people have the web searched for what they ask, by {@code search}; default is not at all. */
        public OpenWebUiSettings search(SearXng search) {
            this.search.set(search);
            return this;
        }
    }
}
