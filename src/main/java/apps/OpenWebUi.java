package apps;

import espalier.Component;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/** Open WebUI: a page to chat with the models of a gateway. */
public final class OpenWebUi extends Component {
    /** A page in front of {@code gateway}; what people wrote is lost with the pod. */
    public OpenWebUi(Scope scope, String id, LiteLlm gateway, Consumer<OpenWebUiSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new OpenWebUiSettings(this), configure);
        var session = new BootstrapSecret(this, "session", s -> s.password("WEBUI_SECRET_KEY"));
        var data = new EmptyDir(this, "data");

        var page = new Deployment(
                this,
                d -> d.root("the image belongs to root, and upstream tests no other user")
                        .container(
                                "openwebui",
                                "ghcr.io/open-webui/open-webui:main",
                                c -> c.port("http", 8080)
                                        .env(
                                                "OPENAI_API_BASE_URL",
                                                Text.of("http://", gateway.api().address(), "/v1"))
                                        .env("OPENAI_API_KEY", gateway.masterKey())
                                        .env("ENABLE_OLLAMA_API", "false")
                                        // Without it the image makes one at every start, and everybody is logged out.
                                        .env("WEBUI_SECRET_KEY", session.key("WEBUI_SECRET_KEY"))
                                        .mount(data, "/app/backend/data")
                                        .writableRootFilesystem("it rewrites its own static files when it starts")
                                        // The first start downloads a model for embeddings.
                                        .startup(Probe.http("http", "/health")
                                                .every(5)
                                                .failures(120))
                                        .readiness(Probe.http("http", "/health").within(5))
                                        .liveness(Probe.http("http", "/health")
                                                .within(5)
                                                .every(20))
                                        .cpu("250m")
                                        .memory("1Gi", "2Gi")));
        Integer nodePort = settings.nodePort.get();
        new Service(this, page, s -> {
            if (nodePort != null) {
                s.nodePort("http", nodePort);
            }
        });
    }

    /** What can be set on Open WebUI. */
    public static final class OpenWebUiSettings extends Settings {
        private final Setting<Integer> nodePort = setting("nodePort");

        private OpenWebUiSettings(OpenWebUi page) {
            super(page.node());
        }

        /** Opens the page on this port of every node; default is inside the cluster only. */
        public OpenWebUiSettings nodePort(int port) {
            nodePort.set(port);
            return this;
        }
    }
}
