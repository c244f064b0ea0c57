package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretDeclaration.Alphabet;
import espalier.SecretKey;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import espalier.rules.Rule;
import infra.bitnami.MongoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * LibreChat: one page for the models of many providers, with what people said to them in a MongoDB.
 *
 * <p>Nobody makes an account for themselves, since whoever has one spends the keys of all models. Its own command makes one, of which
 * the first is the administrator's, and asks for what it needs: {@code kubectl --namespace ai exec --stdin --tty
 * deployment/librechat -- npm run create-user}.
 *
 * <p>What it offers stands in its own file, {@code librechat.yaml}, which names the servers by the variables that it is given here.
 */
public final class LibreChat extends Component {
    private static final String IMAGE = "ghcr.io/danny-avila/librechat:v0.8.7";
    private static final String FILE = "librechat.yaml";

    private static final Rule NO_VARIABLE = Rule.error(
            "librechat-variable",
            "LibreChat's file names a variable that nobody gives it",
            "It would take the name itself for an address or a key, and no model would answer there",
            "give the server to LibreChat under that name");

    /** {@code node}, as whom the image runs. */
    private static final Owner USER = new Owner(1000, 1000);

    /**
     * A page for the models that {@code offers} names, its {@code librechat.yaml}
     * (https://www.librechat.ai/docs/configuration/librechat_yaml).
     */
    public LibreChat(Scope scope, String id, MongoDb mongo, Resource offers, Consumer<LibreChatSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new LibreChatSettings(this), configure);
        var keys = new BootstrapSecret(
                this,
                "keys",
                s -> s.random("JWT_SECRET", 64, Alphabet.HEXADECIMAL)
                        .random("JWT_REFRESH_SECRET", 64, Alphabet.HEXADECIMAL)
                        // For AES-256: 32 bytes of key and 16 to begin with.
                        .random("CREDS_KEY", 64, Alphabet.HEXADECIMAL)
                        .random("CREDS_IV", 32, Alphabet.HEXADECIMAL));
        var config = new ConfigMap(this, "config", c -> c.file(FILE, offers));
        var files = new AppVolume(this, "10Gi", USER);
        var logs = new EmptyDir(this, "logs");
        var page = new Deployment(
                this,
                d -> d.recreate()
                        .runAs(USER)
                        .internet("models and tools may be anywhere that its file names")
                        .container("librechat", IMAGE, c -> {
                            c.port("http", 3080)
                                    .connect(mongo.as("MONGO_URI"))
                                    .env("HOST", "0.0.0.0")
                                    .env("PORT", "3080")
                                    .env("CONFIG_PATH", "/app/" + FILE)
                                    // Conversations are searched by Meilisearch, which nobody runs here.
                                    .env("SEARCH", "false")
                                    .env("NO_INDEX", "true")
                                    .env("ALLOW_REGISTRATION", "false");
                            for (String key :
                                    new String[] {"JWT_SECRET", "JWT_REFRESH_SECRET", "CREDS_KEY", "CREDS_IV"}) {
                                c.env(key, keys.key(key));
                            }
                            settings.servers.forEach(server -> server.accept(c));
                            findMissing(offers, c);
                            c.mountPart(config, FILE, "/app/" + FILE)
                                    .mountPart(files, "uploads", "/app/uploads")
                                    .mountPart(files, "images", "/app/client/public/images")
                                    .mount(logs, "/app/logs")
                                    .writableRootFilesystem("upstream says that it cannot run without")
                                    .health(Health.http("http", "/health").every(30))
                                    .cpu("100m")
                                    .memory("512Mi", "2Gi");
                        }));
        Exposed exposed = settings.expose(this, new Service(this, page).port("http"));
        if (exposed != null) {
            page.configure(d -> d.container(
                    "librechat", c -> c.env("DOMAIN_CLIENT", exposed.url()).env("DOMAIN_SERVER", exposed.url())));
        }
    }

    private void findMissing(Resource offers, Container container) {
        String text = node().text(offers);
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            int end = text.indexOf('}', at);
            String name = end < 0 ? "" : text.substring(at + 2, end);
            if (isName(name) && !container.hasEnv(name)) {
                node().findings()
                        .report(
                                NO_VARIABLE,
                                node(),
                                "Tried to let " + node() + " offer what src/main/resources/" + offers.path()
                                        + " names, but nothing gives it" + " the variable " + name,
                                "say models(\"NAME\", …) for NAME_URL and NAME_KEY, or key(\"" + name + "\", …)");
            }
        }
    }

    /** What a comment has between such braces often is none. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** What can be set on LibreChat. */
    public static final class LibreChatSettings extends ExposedSettings<LibreChatSettings> {
        private final List<Consumer<Container>> servers = new ArrayList<>(2);

        private LibreChatSettings(LibreChat page) {
            super(page.node());
        }

        @Override
        protected LibreChatSettings self() {
            return this;
        }

        /**
         * Lets its file name {@code server}, by <code>${NAME_URL}</code>, which speaks OpenAI's protocol, and by
         * <code>${NAME_KEY}</code> where that asks for a key.
         */
        public LibreChatSettings models(String name, ChatBackend server) {
            servers.add(c -> {
                if (server.chat() instanceof ChatBackend.OpenAi openAi) {
                    c.env(name + "_URL", Text.of("http://", openAi.port().address(), "/v1"))
                            .env(name + "_KEY", openAi.key());
                } else if (server.chat() instanceof ChatBackend.OllamaApi ollama) {
                    c.env(name + "_URL", Text.of("http://", ollama.port().address(), "/v1"));
                }
            });
            return this;
        }

        /** Lets its file name a secret by <code>${NAME}</code>, such as the key of a provider elsewhere. */
        public LibreChatSettings key(String name, SecretKey key) {
            servers.add(c -> c.env(name, key));
            return this;
        }

        /** Lets its file name {@code search} by <code>${SEARXNG_INSTANCE_URL}</code>, for what people let models look up. */
        public LibreChatSettings search(SearXng search) {
            servers.add(c -> c.env(
                    "SEARXNG_INSTANCE_URL", Text.of("http://", search.port().address())));
            return this;
        }
    }
}
