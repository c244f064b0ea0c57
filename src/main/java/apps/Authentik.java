package apps;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.ChartPod;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Database;
import infra.DatabaseServer;
import infra.Redis;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * authentik, an identity provider, by its makers' chart, with a database and a Redis of ours.
 *
 * <p>It begins without an administrator: the first who opens {@code /if/flow/initial-setup/} becomes one. Nothing stands in
 * front of other apps: the outpost that would answer a gateway's question who somebody is does not run, and authentik has no
 * rights in the cluster with which it could start one. Icons that people upload are lost with the pod; everything else is in the
 * database.
 *
 * <p>2025.8 is the last line that uses Redis (authentik's release notes of 2025.10), for its cache and its websockets.
 */
public final class Authentik extends Component {
    private static final String VERSION = "2025.8.4";
    private static final String[] PODS = {"server", "worker"};

    private final ServicePort page;

    /**
     * authentik with its own database in {@code postgres}.
     *
     * @param secretKey signs sessions and the ids of users; what was signed with another one is worth nothing
     */
    public Authentik(
            Scope scope, String id, DatabaseServer postgres, SecretKey secretKey, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var database = new Database(this, "database", postgres);
        var redis = new Redis(this, "redis");
        var release = new HelmRelease(
                this,
                PublishedChart.of("authentik", VERSION).repository("authentik", "https://charts.goauthentik.io"),
                CrdOwner.RELEASE,
                h -> {
                    // So that the chart calls its objects like this, whatever the component is called.
                    h.releaseName("authentik")
                            .podLabel("app.kubernetes.io/name", "authentik")
                            .bringsSecret("authentik")
                            .bringsService("authentik-server", "http", 80)
                            // The first start migrates the database.
                            .timeout(Duration.ofMinutes(15))
                            .value(database.host(), "authentik", "postgresql", "host")
                            .value(database.port(), "authentik", "postgresql", "port")
                            .value(database.name(), "authentik", "postgresql", "name")
                            .value(database.role(), "authentik", "postgresql", "user")
                            .value(redis.port().host(), "authentik", "redis", "host")
                            .value(redis.port().port(), "authentik", "redis", "port")
                            .value(true, "authentik", "outposts", "disable_embedded_outpost")
                            .value(false, "authentik", "outposts", "discover")
                            .value(false, "serviceAccount", "create")
                            // Versions come from git, and nobody elsewhere is told of this one.
                            .value(true, "authentik", "disable_update_check")
                            .value(true, "authentik", "disable_startup_analytics");
                    h.value(
                            Sequence.of(
                                    variable("AUTHENTIK_SECRET_KEY", secretKey),
                                    variable("AUTHENTIK_POSTGRESQL__PASSWORD", database.password())),
                            "global",
                            "env");
                    h.value(
                            Mapping.of("runAsNonRoot", true)
                                    .put("seccompProfile", Mapping.of("type", "RuntimeDefault")),
                            "global",
                            "securityContext");
                    for (String pod : PODS) {
                        configure(h, pod, database);
                    }
                });
        page = release.service("authentik-server", "http");
        settings.expose(this, page);
    }

    private void configure(HelmReleaseSettings release, String pod, Database database) {
        var added = new ChartPod(this);
        database.createBefore(added);
        release.value(added.initContainers(), pod, "initContainers")
                .value(
                        Mapping.of("allowPrivilegeEscalation", false)
                                .put("capabilities", Mapping.of("drop", Sequence.of("ALL"))),
                        pod,
                        "containerSecurityContext")
                .value("100m", pod, "resources", "requests", "cpu")
                .value("512Mi", pod, "resources", "requests", "memory")
                .value("2Gi", pod, "resources", "limits", "memory");
    }

    /** Not a value of the chart's own, which would put the secret into another Secret and into Helm's history. */
    private static Mapping variable(String name, SecretKey key) {
        var reference = Mapping.of("name", key.secret()).put("key", key.key());
        return Mapping.of("name", name).put("valueFrom", Mapping.of("secretKeyRef", reference));
    }

    /** Where people log in. */
    public ServicePort page() {
        return page;
    }
}
