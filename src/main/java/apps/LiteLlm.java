package apps;

import espalier.Component;
import espalier.Origin;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Service;
import espalier.rules.Construction;
import infra.Redis;
import infra.VaultItem;
import infra.monitoring.TraceSink;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * LiteLLM: one API in front of many models.
 *
 * <p>The models stand in a plain file that people edit; its ConfigMap has a hash in its name, so that an edit rolls the pods.
 */
public final class LiteLlm extends Component implements ChatBackend {
    private final SecretKey masterKey;
    private final ServicePort api;

    /**
     * A gateway.
     *
     * @param config LiteLLM's own configuration file: models, cache and callbacks
     */
    public LiteLlm(Scope scope, String id, Resource config, Consumer<LiteLlmSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new LiteLlmSettings(this), configure);
        masterKey = new BootstrapSecret(this, "master-key", s -> s.random("LITELLM_MASTER_KEY", "sk-", 32))
                .key("LITELLM_MASTER_KEY");
        var models = new ConfigMap(
                this, "config", f -> f.file(config.fileName(), config).suffixNameWithHash());
        var temporary = new EmptyDir(this, "tmp", e -> e.sizeLimit("1Gi"));

        var gateway = new Deployment(
                this,
                d -> d.runAs(1000, 1000)
                        .internet("the models are at providers elsewhere")
                        .terminationGracePeriod(90)
                        .container("litellm", "ghcr.io/berriai/litellm:main-latest", c -> {
                            c.port("http", 4000)
                                    .args("--config", "/etc/litellm/" + config.fileName(), "--port", "4000")
                                    .env("LITELLM_MASTER_KEY", masterKey);
                            settings.keys.forEach(
                                    (variable, item) -> c.env(variable, item.secretFor(this, keyId(variable))));
                            connect(c, settings);
                            c.env("HOME", "/tmp")
                                    // Without this it writes beside its own code, as root would.
                                    .env("LITELLM_NON_ROOT", "true")
                                    .env("LITELLM_MIGRATION_DIR", "/tmp/migrations")
                                    .mountReadOnly(models, "/etc/litellm")
                                    .mount(temporary, "/tmp")
                                    // Never /health: it calls every model.
                                    .health(Health.http("http", "/health/liveliness")
                                            .ready("/health/readiness")
                                            .failures(5))
                                    .cpu("250m")
                                    .memory("1Gi", "2Gi");
                        }));
        api = new Service(this, gateway).port("http");
    }

    /** {@code GEMINI_API_KEY} becomes {@code gemini}, the last part of the Secret's name. */
    private static String keyId(String variable) {
        return variable.replace("_API_KEY", "").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void connect(Container container, LiteLlmSettings settings) {
        Redis cache = settings.cache.get();
        if (cache != null) {
            container.env("REDIS_HOST", cache.port().host());
            container.env("REDIS_PORT", Text.of(cache.port().port()));
        }
        TraceSink traces = settings.traces.get();
        if (traces != null) {
            container.env(
                    "PHOENIX_COLLECTOR_HTTP_ENDPOINT",
                    Text.of("http://", traces.otlpHttp().address(), "/v1/traces"));
        }
    }

    /** The API, which speaks OpenAI's protocol below {@code /v1}. */
    public ServicePort api() {
        return api;
    }

    /** The key that may do everything. */
    public SecretKey masterKey() {
        return masterKey;
    }

    @Override
    public Api chat() {
        return new OpenAi(api, masterKey);
    }

    /** What can be set on LiteLLM. */
    public static final class LiteLlmSettings extends Settings {
        private final Setting<Redis> cache = setting("cache");
        private final Setting<TraceSink> traces = setting("tracesTo");
        private final Map<String, VaultItem> keys = new LinkedHashMap<>();

        private LiteLlmSettings(LiteLlm litellm) {
            super(litellm.node());
        }

        /** Keeps answers in {@code redis}; the configuration file turns the cache on. */
        public LiteLlmSettings cache(Redis redis) {
            cache.set(redis);
            return this;
        }

        /** Sends traces to {@code sink}, and starts after it; the configuration file names the callback {@code arize_phoenix}. */
        public LiteLlmSettings tracesTo(TraceSink sink) {
            traces.set(sink);
            sink.tracesOf(node().construct());
            return this;
        }

        /** Gives it the API key of a provider in {@code variable}, which the configuration file names. */
        public LiteLlmSettings key(String variable, VaultItem item) {
            if (keys.putIfAbsent(variable, item) != null) {
                node().findings()
                        .report(
                                Construction.SETTING_TWICE,
                                node(),
                                Origin.here(),
                                "Tried to set the key in " + variable + " of " + node().path()
                                        + ", but it is set already; a key can be set once",
                                "keep one of the two");
            }
            return this;
        }
    }
}
