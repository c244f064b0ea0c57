package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import infra.Redis;
import infra.SynologyNfs;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** For each mistake that the other clusters of this package make, something that looks like it and is none. */
public final class NothingWrong extends Cluster {
    public NothingWrong(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure).after(infrastructure));
        ids(infrastructure, apps);
        names(infrastructure, apps);
        charts(infrastructure);
        pods(apps);
        references(infrastructure, apps);
        departures(apps);
    }

    /** The same id in two places, those of files where these files are not, and one that begins with a digit. */
    private void ids(Stage infrastructure, Stage apps) {
        new ConfigMap(infrastructure, "redis", c -> c.value(".env", "").value("kustomization.yaml", "x"));
        new ConfigMap(apps, "flux-system", c -> c.value("3", "x"));
        new EmptyDir(new Redis(apps, "redis"), "kustomization");
        new ConfigMap(
                this,
                "3d-printer",
                c -> c.value(".hidden", "x").value("kustomization.yaml", "x").suffixNameWithHash());
    }

    /** The same name for two kinds, and in two namespaces; labels as long as they may be. */
    private static void names(Stage infrastructure, Stage apps) {
        var media = new Namespace(infrastructure, "media");
        for (Scope scope : new Scope[] {apps, apps.in(media)}) {
            String id = scope == apps ? "here" : "there";
            new ConfigMap(scope, id, c -> c.named("site").value("theme", "dark"));
            new BootstrapSecret(scope, id + "-login", s -> s.named("site").password("password"));
        }
        new ConfigMap(
                apps,
                "labels",
                c -> c.label("example.com/" + "k".repeat(63), "V-_." + "v".repeat(59))
                        .label("empty", "")
                        .annotation("note", "Any text: will do, however long.")
                        .value("a", "b"));
    }

    /** Values beside each other, a chart's resource in a second part, and one that is called nearly like that. */
    private static void charts(Stage infrastructure) {
        var charts = new HelmRepository(infrastructure, "charts", "https://charts.example.com", r -> {});
        var token = new BootstrapSecret(infrastructure, "token", s -> s.password("token"));
        var issuers = new Component(infrastructure, "issuers") {};
        new HelmRelease(
                issuers,
                charts.chart("issuers", "1.0.0"),
                CrdOwner.RELEASE,
                h -> h.value(2, "deployment", "replicas")
                        .value("100m", "deployment", "cpu")
                        .value(null, "deployment", "limits")
                        .value(token.key("token"), "deployment", "token")
                        .bringsCrd("example.com", "Issuer", "issuers"));
        new CustomResource(issuers, "example.com/v1", "Issuer", r -> r.spec("selfSigned", new Mapping()));
        new ConfigMap(infrastructure, "issuers-configuration", c -> c.value("a", "b"));
    }

    /** All that a pod may have, up to the limits. */
    private static void pods(Stage apps) {
        var scratch = new EmptyDir(apps, "scratch", e -> e.sizeLimit("0.5Gi"));
        var login = new BootstrapSecret(apps, "password", s -> s.password("password"));
        var web = new Deployment(
                apps,
                "web",
                d -> d.initContainer("prepare", "example.com/prepare:1", c -> c.mount(scratch, "/a"))
                        .container(
                                "web",
                                "example.com/web:1",
                                c -> c.port("http-of-the-web", 65535)
                                        .port("admin", 1)
                                        .readiness(Probe.http("http-of-the-web", "/"))
                                        .env("PASSWORD", login.key("password"))
                                        .env("URL", Text.of("http://admin:$(PASSWORD)@db:", 5432))
                                        .env("ESCAPED", "$$(NOBODY)")
                                        .args("--port", 1, Text.of("--verbose"))
                                        .mount(scratch, "/a")
                                        .mountReadOnly(scratch, "/b")
                                        .cpu("0.5")
                                        .memory("1e3", "1k")));
        new Service(
                apps,
                "first",
                web,
                s -> s.only("admin").port("admin", 80).nodePort("admin", 30000).keepClientAddress());
        new Service(
                apps, "last", web, s -> s.only("admin").nodePort("admin", 32767).loadBalancer());
        new Service(apps, "none", web, s -> s.headless());
    }

    /** Two that only need each other in order to run; storage of an earlier stage; a Service of another namespace. */
    private static void references(Stage infrastructure, Stage apps) {
        var synology = new SynologyNfs(infrastructure, "synology", "192.168.1.5", "/volume1/lab");
        new PersistentVolumeClaim(apps, "films", synology.retained(), "2Ti");
        var left = new Half(apps, "left");
        var right = new Half(apps.in(new Namespace(apps, "far")), "right");
        left.other = right;
        right.other = left;
    }

    /** Patches that find what they are for, files that are there, and a waiver that something needs. */
    private void departures(Stage apps) {
        var cache = new Redis(apps, "cache");
        var containers = FieldPath.of("spec", "template", "spec", "containers");
        patch(
                cache,
                "two are safer",
                p -> p.kind("Deployment")
                        .name("cache")
                        .namespace("default")
                        .set(2, "spec", "replicas")
                        .set(
                                "example.com/redis:7",
                                containers.item("name", "redis").field("image"))
                        .remove("spec", "template", "spec", "enableServiceLinks")
                        .merge("spec: {minReadySeconds: 5}"));
        patch(
                cache,
                "it ends slowly",
                p -> p.edit(
                        DeploymentBuilder.class,
                        b -> b.editSpec().withProgressDeadlineSeconds(900).endSpec()));
        new CronJob(
                apps,
                "clean-up",
                "*/15 0-6,22-23 1 jan,dec mon-fri",
                j -> j.container("clean", "example.com/clean:1", c -> c.args("--all")));
        new CronJob(apps, "daily", "@daily", j -> j.container("daily", "example.com/daily:1", c -> c.args("--all")));
        new ConfigMap(apps, "models", c -> c.file("litellm.yaml", Resource.of("lab/litellm-config.yaml")));
        var page =
                new Deployment(apps, "page", d -> d.container("page", "example.com/page:1", c -> c.port("http", 80)));
        var outside = new Service(apps, "outside", page, s -> s.nodePort("http", 80));
        outside.waive(Scarcity.NODE_PORT, "the API server was given the range from 80 on");
    }

    /** A server that asks another one, wherever that stands. */
    private static final class Half extends Component {
        private final ServicePort address;
        private Half other;

        Half(Scope scope, String id) {
            super(scope, id);
            var server = new Deployment(
                    this,
                    d -> d.container("half", "example.com/half:1", c -> {
                        c.port("http", 80);
                        node().whenComplete(() -> c.env("OTHER", other.address.clusterHost()));
                    }));
            address = new Service(this, server).port("http");
        }
    }
}
