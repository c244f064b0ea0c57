package apps;

import espalier.Component;
import espalier.Origin;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StorageClass;
import espalier.rules.Construction;
import espalier.rules.Rule;
import infra.gpu.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ollama: runs language models, and keeps them on a volume.
 *
 * <p>A second container of its pod pulls the models that are not there yet. The server answers meanwhile, so that a registry
 * that cannot be reached keeps nobody from the models that were pulled before. A model that was taken off the list stays on the
 * volume until a person removes it.
 */
public final class Ollama extends Component implements ChatBackend {
    private static final String IMAGE = "ollama/ollama:0.32.15";
    private static final int USER = 1000;

    private static final Rule MODEL = Rule.error(
            "model",
            "A language model has a name that none can have",
            "Ollama finds no such model, and tries for ever to pull it",
            "write its name as Ollama's library has it, with a tag");

    private final ServicePort api;

    /** A server that keeps its models on {@code size} of {@code storage}. */
    public Ollama(Scope scope, String id, StorageClass storage, String size, Consumer<OllamaSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new OllamaSettings(this), configure);
        var models = new PersistentVolumeClaim(this, "models", storage, size);
        var temporary = new EmptyDir(this, "tmp");
        Gpu gpu = settings.gpu.get();

        // Recreate: one node can mount the volume, and the old pod has the GPU.
        var server = new Deployment(this, d -> {
            d.recreate().runAs(USER, USER).filesGroup(USER).container("ollama", IMAGE, c -> {
                c.port("http", 11434)
                        // It keeps its models, its key and what CUDA compiled below its home.
                        .env("HOME", "/data")
                        .mount(models, "/data")
                        .mount(temporary, "/tmp")
                        .startup(Probe.http("http", "/").every(5).failures(60))
                        .readiness(Probe.http("http", "/").within(5))
                        .liveness(Probe.http("http", "/").within(10).every(30).failures(5))
                        .cpu("500m")
                        .memory("1Gi", "8Gi");
                if (gpu != null) {
                    c.connect(gpu);
                }
            });
            if (!settings.models.isEmpty()) {
                d.internet("models come from the registries that their names tell of, and from Ollama's own");
                d.container(
                        "pull",
                        IMAGE,
                        c -> c.env("OLLAMA_HOST", "127.0.0.1:11434")
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
        api = new Service(this, server).port("http");
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
