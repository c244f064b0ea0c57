package mutation;

import apps.LiteLlm;
import apps.OpenWebUi;
import apps.Phoenix;
import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Job;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StatefulSet;
import infra.Database;
import infra.Etcd;
import infra.Nats;
import infra.OnePassword;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;

/** What the estate's people use, made of constructs. */
final class Household {
    Household(Stage apps, Namespace household, Namespace networking, Namespace monitoring) {
        Scope inside = apps.in(household);
        var synology = new SynologyNfs(apps, "synology", "10.20.0.5", "/volume1/orchard");
        var onePassword = new OnePassword(apps, "onepassword", "orchard");
        var postgres = new Postgres(inside, "postgres", synology.retained(), "10Gi");
        var redis = new Redis(inside, "redis");
        var nats = new Nats(inside, "nats");
        new Etcd(inside, "etcd", synology.ephemeral(), "2Gi");
        var phoenix = new Phoenix(inside, "phoenix", postgres, p -> p.nodePort(30060));
        var litellm = new LiteLlm(
                inside,
                "litellm",
                Resource.of("lab/litellm-config.yaml"),
                l -> l.cache(redis).tracesTo(phoenix).key("GEMINI_API_KEY", onePassword.item("google")));
        new OpenWebUi(inside, "openwebui", litellm, o -> o.nodePort(30080));
        errorPages(apps.in(networking));
        blackbox(apps.in(monitoring));
        ledger(inside, synology, nats, postgres);
    }

    private static void errorPages(Scope scope) {
        var part = new Component(scope, "error-pages") {};
        var pages = new ConfigMap(part, "pages", c -> c.value("404.html", "<h1>Nothing grows here</h1>"));
        var server = new Deployment(
                part,
                d -> d.container(
                        "pages",
                        "ghcr.io/tarampampam/error-pages:3.7.0",
                        c -> c.port("http", 8080)
                                .mountPart(pages, "404.html", "/pages/404.html")
                                .readiness(Probe.http("http", "/healthz"))
                                .memory("32Mi", "64Mi")));
        new Service(part, server);
    }

    private static void blackbox(Scope scope) {
        var part = new Component(scope, "blackbox") {};
        var account = new ServiceAccount(part);
        var prober = new Deployment(
                part,
                d -> d.serviceAccount(account, "it looks Services up")
                        .container(
                                "blackbox",
                                "quay.io/prometheus/blackbox-exporter:v0.27.0",
                                c -> c.port("probe", 9115)
                                        .readiness(Probe.tcp("probe"))
                                        .memory("32Mi", "128Mi")));
        new Service(part, prober);
    }

    /** A small program of somebody's own: a server with its claim, a job that prepares it, another that tidies up. */
    private static void ledger(Scope scope, SynologyNfs synology, Nats nats, Postgres postgres) {
        var part = new Component(scope, "ledger") {};
        var database = new Database(part, "database", postgres, d -> d.named("books"));
        var books = new PersistentVolumeClaim(part, "books", synology.retained(), "1Gi");
        var server = new StatefulSet(
                part,
                s -> s.container("ledger", "ghcr.io/orchard/ledger:1.8", c -> {
                    c.port("http", 8000).mount(books, "/books").memory("64Mi", "256Mi");
                    nats.connect(c);
                    database.url("LEDGER_DATABASE").connect(c);
                }));
        var service = new Service(part, server);
        new Job(
                part,
                "import",
                j -> j.container(
                        "import",
                        "ghcr.io/orchard/ledger:1.8",
                        c -> c.env("LEDGER", service.port("http").address()).memory("64Mi", "256Mi")));
        new CronJob(
                part,
                "tidy",
                "15 4 * * 0",
                j -> j.container(
                        "tidy",
                        "ghcr.io/orchard/ledger:1.8",
                        c -> c.mount(books, "/books").memory("64Mi", "256Mi")));
    }
}
