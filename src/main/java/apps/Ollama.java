package apps;

import espalier.Component;
import espalier.Origin;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.Charts;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.ChartPod;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.PodSettings;
import espalier.kubernetes.Service;
import espalier.kubernetes.StorageClass;
import espalier.rules.Construction;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gpu.Gpu;
import infra.packaging.ImageValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ollama: runs language models, and keeps them on a volume.
 *
 * <p>It pulls the models that are not there yet; one that was taken off the list stays on the volume until a person removes it. A
 * second container of its pod pulls them while the server answers, so that a registry that cannot be reached keeps nobody from the
 * models that were pulled before. Where the cluster lists the publisher of Ollama's chart, that installs it instead, which pulls
 * before the server counts as started.
 */
public final class Ollama extends Component implements ChatBackend {
    private static final String IMAGE = "ollama/ollama:0.32.15";
    private static final Owner USER = new Owner(1000, 1000);
    private static final int PORT = 11434;

    /** Where it keeps its models, its key and what CUDA compiled. */
    private static final String HOME = "/data";

    private static final String WHY_INTERNET =
            "models come from the registries that their names tell of, and from Ollama's own";

    private static final PublishedChart CHART =
            PublishedChart.of("ollama", "1.77.0").repository("otwld", "https://otwld.github.io/ollama-helm");

    private static final Rule MODEL = Rule.error(
            "model",
            "A language model has a name that none can have",
            "Ollama finds no such model, and tries for ever to pull it",
            "write its name as Ollama's library has it, with a tag");

    private final OllamaSettings settings;
    private final PersistentVolumeClaim models;
    private final EmptyDir temporary;
    private final ServicePort api;

    /** A server that keeps its models on {@code size} of {@code storage}. */
    public Ollama(Scope scope, String id, StorageClass storage, String size, Consumer<OllamaSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new OllamaSettings(this), configure);
        models = new PersistentVolumeClaim(this, "models", storage, size);
        temporary = new EmptyDir(this, "tmp");
        api = ServicePort.of(this, "http", PORT);
        node().whenComplete(() -> {
            if (Charts.areListed(this, CHART)) {
                install();
            } else {
                run();
            }
        });
    }

    private void serve(PodSettings<?> pod, Consumer<Container> more) {
        Gpu gpu = settings.gpu.get();
        pod.runAs(USER).filesGroup(USER.gid());
        pod.container("ollama", IMAGE, c -> {
            more.accept(c);
            c.env("HOME", HOME).mount(temporary, "/tmp").cpu("500m").memory("1Gi", "8Gi");
            if (gpu != null) {
                c.connect(gpu);
            }
        });
    }

    private void run() {
        // Recreate: one node can mount the volume, and the old pod has the GPU.
        var server = new Deployment(this, d -> {
            serve(
                    d.recreate(),
                    c -> c.port("http", PORT)
                            .mount(models, HOME)
                            .health(Health.http("http", "/")
                                    .within(10)
                                    .every(30)
                                    .failures(5)));
            if (!settings.models.isEmpty()) {
                d.internet(WHY_INTERNET);
                d.container(
                        "pull",
                        IMAGE,
                        c -> c.env("OLLAMA_HOST", "127.0.0.1:" + PORT)
                                .env("HOME", "/tmp")
                                // The image asks for every GPU of the machine, and pulling needs none.
                                .env("NVIDIA_VISIBLE_DEVICES", "void")
                                .script(Resource.of("apps/pull-models.sh"))
                                .args(settings.words())
                                .mount(temporary, "/tmp")
                                .cpu("10m")
                                .memory("32Mi", "256Mi"));
            }
        });
        new Service(this, server);
    }

    private void install() {
        String name = node().objectName();
        var pod = new ChartPod(this, p -> serve(p, c -> {}));
        Mapping container = pod.container();
        new HelmRelease(this, CHART, CrdOwner.ELSEWHERE, h -> {
            h.bringsService(name, "http", PORT)
                    .podLabel("app.kubernetes.io/instance", name)
                    // It counts as started when all models are there.
                    .timeout(Duration.ofMinutes(30))
                    .value(name, "fullnameOverride")
                    .value(ImageValues.of(container), "image")
                    .value(PORT, "ollama", "port")
                    .value(HOME, "ollama", "mountPath")
                    .value(true, "persistentVolume", "enabled")
                    .value(models.name(), "persistentVolume", "existingClaim")
                    .value(container.get("env"), "extraEnv")
                    .value(container.get("resources"), "resources")
                    .value(container.get("securityContext"), "securityContext")
                    .value(container.get("volumeMounts"), "volumeMounts")
                    .value(pod.spec("securityContext"), "podSecurityContext")
                    .value(pod.volumes(), "volumes")
                    .value(false, "serviceAccount", "automount");
            if (pod.runtimeClass() != null) {
                h.value(pod.runtimeClass(), "runtimeClassName");
            }
            if (!settings.models.isEmpty()) {
                h.internet(WHY_INTERNET).value(Sequence.of(settings.models.toArray()), "ollama", "models", "pull");
            }
        });
    }

    /** The API, which speaks Ollama's protocol, and OpenAI's below {@code /v1}; it asks for no key. */
    public ServicePort api() {
        return api;
    }

    @Override
    public Api chat() {
        return new OllamaApi(api);
    }

    /** What can be set on Ollama. */
    public static final class OllamaSettings extends Settings {
        private final List<String> models = new ArrayList<>(2);
        private final Setting<Gpu> gpu = setting("gpu");

        private OllamaSettings(Ollama ollama) {
            super(ollama.node());
        }

        /** A model that shall be there, with its tag, as {@code llama3.2:3b}; it is pulled once and never updated. */
        public OllamaSettings model(String model) {
            if (model == null || model.isBlank() || model.indexOf(' ') >= 0) {
                node().findings()
                        .report(
                                MODEL,
                                node(),
                                Origin.here(),
                                "Tried to give " + node().path() + " the model "
                                        + (model == null ? "null" : "\"" + model + "\"")
                                        + ", but a model is called by one word, with its tag behind a colon",
                                "write it as in llama3.2:3b");
            } else if (models.contains(model)) {
                node().findings()
                        .report(
                                Construction.SETTING_TWICE,
                                node(),
                                Origin.here(),
                                "Tried to give " + node().path() + " the model " + model
                                        + ", but it has that one already",
                                "keep one of the two");
            } else {
                models.add(model);
            }
            return this;
        }

        /** Gives it a GPU; default is the processor alone. */
        public OllamaSettings gpu(Gpu gpu) {
            this.gpu.set(gpu);
            return this;
        }

        /** A shell takes the first word for its own name. */
        private Object[] words() {
            var words = new ArrayList<Object>(models);
            words.add(0, "pull-models");
            return words.toArray();
        }
    }
}
