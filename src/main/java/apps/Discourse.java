package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.StorageClass;
import infra.bitnami.BitnamiCharts;
import java.time.Duration;
import java.util.function.Consumer;

/** Discourse: a forum, by Bitnami's chart, with the PostgreSQL and the Redis that the chart brings. */
public final class Discourse extends Component {
    private static final PublishedChart CHART = BitnamiCharts.chart("discourse", "17.0.1");

    /**
     * A forum.
     *
     * @param storage what it keeps everything on
     * @param email of its first administrator, who logs in with a password that the bootstrap makes
     */
    public Discourse(
            Scope scope, String id, StorageClass storage, String email, Consumer<DiscourseSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new DiscourseSettings(this), configure);
        var admin = new BootstrapSecret(this, "admin", s -> s.password("discourse-password"));
        var database = new BootstrapSecret(
                this, "database", s -> s.password("password").password("postgres-password"));
        var cache = new BootstrapSecret(this, "cache", s -> s.password("redis-password"));
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> BitnamiCharts.legacyImages(h, "discourse", "postgresql", "redis")
                        .bringsService(id, "http", 80)
                        .podLabel("app.kubernetes.io/instance", id)
                        .internet("pictures and previews of what people link to")
                        .timeout(Duration.ofMinutes(30)) // the first start makes the tables and compiles the pages
                        .value("admin", "auth", "username")
                        .value(email, "auth", "email")
                        .value(admin.name(), "auth", "existingSecret")
                        .value(storage.name(), "persistence", "storageClass")
                        .value(settings.size.or("10Gi"), "persistence", "size")
                        .value("500m", "discourse", "resources", "requests", "cpu")
                        .value("1Gi", "discourse", "resources", "requests", "memory")
                        .value("4Gi", "discourse", "resources", "limits", "memory")
                        .value("256Mi", "sidekiq", "resources", "requests", "memory")
                        .value("2Gi", "sidekiq", "resources", "limits", "memory")
                        .value(database.name(), "postgresql", "auth", "existingSecret")
                        .value(storage.name(), "postgresql", "primary", "persistence", "storageClass")
                        // The chart's own 192Mi do not take the first migration.
                        .value("100m", "postgresql", "primary", "resources", "requests", "cpu")
                        .value("1Gi", "postgresql", "primary", "resources", "limits", "memory")
                        .value(cache.name(), "redis", "auth", "existingSecret")
                        .value("redis-password", "redis", "auth", "existingSecretPasswordKey")
                        .value(storage.name(), "redis", "master", "persistence", "storageClass")
                        .value("50m", "redis", "master", "resources", "requests", "cpu")
                        .value("512Mi", "redis", "master", "resources", "limits", "memory")
                        .value("ClusterIP", "service", "type"));
        // Policies of its own would let everybody in.
        for (String[] part : new String[][] {
            {"networkPolicy", "enabled"},
            {"postgresql", "primary", "networkPolicy", "enabled"},
            {"redis", "networkPolicy", "enabled"}
        }) {
            release.configure(h -> h.value(false, part));
        }
        Exposed exposed = settings.expose(this, release.service(id, "http"));
        if (exposed != null) {
            release.configure(h -> h.value(exposed.host(), "host"));
        }
        release.configure(h -> mail(h, settings));
    }

    /** Whoever is invited, or forgets a password, gets a letter. */
    private void mail(HelmReleaseSettings release, DiscourseSettings settings) {
        String server = settings.mail.get();
        if (server == null) {
            return;
        }
        var login = new BootstrapSecret(
                this,
                "mail",
                s -> s.given("smtp-password", "the password of " + settings.mailUser.or("") + " at " + server));
        release.value(true, "smtp", "enabled")
                .value(server, "smtp", "host")
                .value("587", "smtp", "port")
                .value(settings.mailUser.or(""), "smtp", "user")
                .value("tls", "smtp", "protocol")
                .value("login", "smtp", "auth")
                .value(login.name(), "smtp", "existingSecret");
    }

    /** What can be set on Discourse. */
    public static final class DiscourseSettings extends ExposedSettings<DiscourseSettings> {
        private final Setting<String> size = setting("size");
        private final Setting<String> mail = setting("mail");
        private final Setting<String> mailUser = setting("mailUser");

        private DiscourseSettings(Discourse forum) {
            super(forum.node());
        }

        @Override
        protected DiscourseSettings self() {
            return this;
        }

        /** How much pictures and backups take; default {@code 10Gi}. */
        public DiscourseSettings size(String size) {
            this.size.set(size);
            return this;
        }

        /** Sends mail by {@code server} at port 587, as {@code user}, whose password somebody brings; default is no mail. */
        public DiscourseSettings mail(String server, String user) {
            mail.set(server);
            mailUser.set(user);
            return this;
        }
    }
}
