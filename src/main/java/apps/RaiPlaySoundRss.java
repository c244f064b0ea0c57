package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/** RaiPlaySound as feeds: a podcast of each programme, made when a reader asks for it. Keeps nothing. */
public final class RaiPlaySoundRss extends Component {
    /** The type of a Secret that logs in where images are pulled from. */
    public static final String LOGIN_TYPE = "kubernetes.io/dockerconfigjson";

    /** The one key of such a Secret. */
    public static final String LOGIN_KEY = ".dockerconfigjson";

    private final SecretKey login;

    /** Its image is private, so that pulling it needs a token. */
    public RaiPlaySoundRss(Scope scope, String id, Consumer<FeedSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new FeedSettings(this), configure);
        var credential = new BootstrapSecret(
                this,
                "registry",
                s -> s.type(LOGIN_TYPE)
                        .given(
                                LOGIN_KEY,
                                "a Docker configuration with a token of GitHub that may read packages, for ghcr.io"));
        login = credential.key(LOGIN_KEY);
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.runAs(1000, 1000)
                        .pullSecret(credential.name())
                        .internet("it asks RaiPlaySound for programmes and episodes")
                        .container(
                                "raiplaysoundrss",
                                "ghcr.io/alecsg77/raiplaysoundrss:0.7.5",
                                c -> c.port("http", 3000)
                                        .mount(temporary, "/tmp")
                                        // Every path is a programme, so that none answers without RaiPlaySound.
                                        .readiness(Probe.tcp("http"))
                                        .liveness(Probe.tcp("http").every(20))
                                        .cpu("20m")
                                        .memory("64Mi", "256Mi")));
        settings.expose(this, new Service(this, server).port("http"));
    }

    /** What may pull the image, and read which tags there are: a Docker configuration. */
    public SecretKey login() {
        return login;
    }

    /** What can be set on the feeds. */
    public static final class FeedSettings extends ExposedSettings<FeedSettings> {
        private FeedSettings(RaiPlaySoundRss feeds) {
            super(feeds.node());
        }

        @Override
        protected FeedSettings self() {
            return this;
        }
    }
}
