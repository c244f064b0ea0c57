package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ChartPod;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gpu.Gpu;
import infra.packaging.ImageValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * LocalAI: models of many kinds behind OpenAI's protocol, for whoever has its key.
 *
 * <p>Installed by its own chart, which has no word for as whom its pod runs: it is the image's root. Below its directories it keeps the
 * models, what they made, and the programs that run them, which it fetches for the processor or graphics that it finds.
 */
public final class LocalAi extends Component implements ChatBackend {
    private static final String IMAGE = "quay.io/go-skynet/local-ai:v4.7.1";
    private static final int PORT = 80;

    private static final PublishedChart CHART =
            PublishedChart.of("local-ai", "3.4.2").repository("go-skynet", "https://go-skynet.github.io/helm-charts");

    private final SecretKey key;
    private final ServicePort api;

    /** A server that keeps its models on {@code size} of {@code storage}. */
    public LocalAi(Scope scope, String id, StorageClass storage, String size, Consumer<LocalAiSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new LocalAiSettings(this), configure);
        key = new BootstrapSecret(this, "key", s -> s.random("api-key", "sk-", 48)).key("api-key");
        String name = node().objectName();
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(name, "http", PORT)
                        .podLabel("app.kubernetes.io/instance", name)
                        .internet("it fetches models, and the programs that run them")
                        .timeout(Duration.ofMinutes(30))
                        .value(name, "fullnameOverride")
                        // Its Service finds pods by this alone.
                        .value(name, "nameOverride")
                        .value(PORT, "service", "port")
                        .value(volume(storage, size, "/models"), "persistence", "models")
                        .value(volume(storage, "10Gi", "/tmp/generated"), "persistence", "output")
                        .value(volume(storage, "30Gi", "/backends"), "persistence", "backends"));
        node().whenComplete(() -> run(release, settings));
        api = release.service(name, "http");
        settings.expose(this, api);
    }

    /** When the cluster has said all, so that the image is the one of its file of versions. */
    private void run(HelmRelease release, LocalAiSettings settings) {
        Gpu gpu = settings.gpu.get();
        var pod = new ChartPod(
                this,
                p -> p.container("local-ai", IMAGE, c -> {
                    c.env("API_KEY", key)
                            .env("BACKENDS_PATH", "/backends")
                            .cpu("500m")
                            .memory("1Gi", "8Gi");
                    if (!settings.models.isEmpty()) {
                        c.env("MODELS", String.join(",", settings.models));
                    }
                    if (gpu != null) {
                        c.connect(gpu);
                    }
                }));
        Mapping container = pod.container();
        release.configure(h -> {
            h.value(ImageValues.of(container), "deployment", "image")
                    // The chart's own 512 would forget what was asked before it is answered.
                    .value(8192, "deployment", "env", "context_size")
                    // For what it calls secret it takes any variable as Kubernetes has it.
                    .value(container.get("env"), "deployment", "secretEnv")
                    .value(container.get("resources"), "resources");
            if (pod.runtimeClass() != null) {
                h.value(pod.runtimeClass(), "deployment", "runtimeClassName");
            }
        });
    }

    private static Mapping volume(StorageClass storage, String size, String path) {
        return Mapping.of("enabled", true)
                .put("storageClass", storage.name())
                .put("accessModes", Sequence.of("ReadWriteOnce"))
                .put("size", size)
                .put("globalMount", path);
    }

    /** The API, which speaks OpenAI's protocol below {@code /v1}, and serves a page of its own. */
    public ServicePort api() {
        return api;
    }

    @Override
    public Api chat() {
        return new OpenAi(api, key);
    }

    /** What can be set on LocalAI. */
    public static final class LocalAiSettings extends ExposedSettings<LocalAiSettings> {
        private final List<String> models = new ArrayList<>(1);
        private final Setting<Gpu> gpu = setting("gpu");

        private LocalAiSettings(LocalAi server) {
            super(server.node());
        }

        @Override
        protected LocalAiSettings self() {
            return this;
        }

        /** A model that shall be there when it starts, by its name in LocalAI's gallery. */
        public LocalAiSettings model(String model) {
            models.add(model);
            return this;
        }

        /** Gives it a GPU; default is the processor alone. Its image must be the one for that GPU. */
        public LocalAiSettings gpu(Gpu gpu) {
            this.gpu.set(gpu);
            return this;
        }
    }
}
