package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.Volume;
import java.util.function.Consumer;

/** Open WebUI: a page to chat with models. */
public final class OpenWebUi extends Component {
    /** A page in front of {@code backend}. */
    public OpenWebUi(Scope scope, String id, ChatBackend backend, Consumer<OpenWebUiSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new OpenWebUiSettings(this), configure);
        var session = new BootstrapSecret(this, "session", s -> s.password("WEBUI_SECRET_KEY"));
        OpenWebUiSettings.Storage storage = settings.storage.get();
        Volume data = storage == null
                ? new EmptyDir(this, "data")
                : new PersistentVolumeClaim(this, "data", storage.storageClass, storage.size);

        var page = new Deployment(this, d -> {
            if (storage != null) {
                d.recreate(); // the accounts are in an SQLite file on a volume of one node
            }
            d.internet("the first start downloads a model for embeddings, and people let it look things up")
                    .root("the image belongs to root, and upstream tests no other user")
                    .container("openwebui", "ghcr.io/open-webui/open-webui:" + settings.version.or("main"), c -> {
                        c.port("http", 8080);
                        connect(c, backend.chat());
                        // Without it the image makes one at every start, and everybody is logged out.
                        c.env("WEBUI_SECRET_KEY", session.key("WEBUI_SECRET_KEY"))
                                .mount(data, "/app/backend/data")
                                .writableRootFilesystem("it rewrites its own static files when it starts")
                                // The first start downloads a model for embeddings.
                                .startup(Probe.http("http", "/health").every(5).failures(120))
                                .readiness(Probe.http("http", "/health").within(5))
                                .liveness(
                                        Probe.http("http", "/health").within(5).every(20))
                                .cpu("250m")
                                .memory("1Gi", "2Gi");
                    });
        });
        Integer nodePort = settings.nodePort.get();
        var service = new Service(this, page, s -> {
            if (nodePort != null) {
                s.nodePort("http", nodePort);
            }
        });
        settings.expose(this, service.port("http"));
    }

    private static void connect(Container page, ChatBackend.Api api) {
        if (api instanceof ChatBackend.OpenAi openAi) {
            page.env("OPENAI_API_BASE_URL", Text.of("http://", openAi.port().address(), "/v1"))
                    .env("OPENAI_API_KEY", openAi.key())
                    .env("ENABLE_OLLAMA_API", "false");
        } else if (api instanceof ChatBackend.OllamaApi ollama) {
            page.env("OLLAMA_BASE_URL", Text.of("http://", ollama.port().address()))
                    .env("ENABLE_OPENAI_API", "false");
        }
    }

    /** What can be set on Open WebUI. */
    public static final class OpenWebUiSettings extends ExposedSettings<OpenWebUiSettings> {
        private final Setting<Integer> nodePort = setting("nodePort");
        private final Setting<Storage> storage = setting("keep");
        private final Setting<String> version = setting("version");

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
    }
}
