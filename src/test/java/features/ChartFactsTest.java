package features;

import static features.Ground.K3S;

import espalier.Identity;
import espalier.NamespaceHandle;
import espalier.Provision;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.kubernetes.CustomResource;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/** What is said of a chart holds against what others say of its Services, and against its own values. */
class ChartFactsTest extends GroundCases {
    private static final String WEB = "dashboard-web";

    ChartFactsTest() {
        super("chart-facts");
    }

    /** A chart of which {@code facts} tells, with the objects of {@code files} beside it. */
    private void chart(String name, String expected, Consumer<HelmReleaseSettings> facts, String... files) {
        is(name, expected, c -> {
            Elsewhere.around(c);
            Elsewhere.definitions(c, "monitoring.coreos.com");
            var k3s = new K3s(c, K3S, k -> k.flags("--disable=traefik"));
            new Machine(k3s, "k3s1", "192.168.10.21");
            c.chart("dashboard", facts);
            for (String file : files) {
                c.yaml(file);
            }
        });
    }

    @Override
    void all() {
        chart("a route to a port", "", h -> h.bringsService(WEB, "http", 80), "chart-route.yaml");
        chart("a route to another port", "backend-port", h -> h.bringsService(WEB, "http", 81), "chart-route.yaml");
        chart(
                "a route to a port of which only the name is known",
                "",
                h -> h.bringsService(WEB, "http"),
                "chart-route.yaml");
        chart("a route to any port", "", h -> h.bringsService(WEB), "chart-route.yaml");

        is("a handle that is older than what is said of the chart", "backend-port", c -> older(c, 81));
        is("such a handle, to a port that is there", "", c -> older(c, 80));

        chart("a Service kept by its name", "", h -> h.bringsService(WEB, "http-metrics", 80), "chart-monitor.yaml");
        chart("kept, of any ports", "", h -> h.bringsService(WEB), "chart-monitor.yaml");
        chart("kept, of which nothing is known", "", h -> h.bringsService("other"), "chart-monitor.yaml");
        chart(
                "kept by a name misspelt",
                "selector-misspelt",
                h -> h.bringsService("dashboart-web", "http-metrics", 80),
                "chart-monitor.yaml");
        chart("kept without the port", "selected-port", h -> h.bringsService(WEB, "http", 80), "chart-monitor.yaml");

        chart("a URL in a value", "", h -> web(h).value("http://dashboard-web/x", "url"));
        chart("a host misspelt in a value", "host-misspelt", h -> web(h).value("http://dashbord-web/x", "url"));
        chart("another port in a value", "host-port", h -> web(h).value("http://dashboard-web:81", "url"));
        chart("a host of elsewhere in a value", "", h -> web(h).value("http://nas:5000", "url"));
        chart(
                "a host and a port in values",
                "",
                h -> web(h).value(WEB, "to", "host").value(80, "to", "port"));
        chart(
                "a host in one value, another port in the next",
                "host-port",
                h -> web(h).value(WEB, "to", "host").value(81, "to", "port"));

        chart("a release called as its Services", "", h -> web(h).releaseName("dashboard"));
        chart("a release called otherwise", "", h -> web(h).releaseName("charts"));
        chart("a release misspelt", "name-misspelt", h -> web(h).releaseName("dashbord"));
        chart("a full name", "", h -> web(h).value(WEB, "fullnameOverride"));
        chart("a full name misspelt", "name-misspelt", h -> web(h).value("dashboart", "fullnameOverride"));

        chart("a key of a Secret", "", h -> login(h).value("admin-password", "admin", "passwordKey"));
        chart("a key of another Secret", "", h -> login(h).value("token", "admin", "tokenKey"));
        chart("a key misspelt", "name-misspelt", h -> login(h).value("admin-pasword", "admin", "passwordKey"));

        chart("a chart's database", "", h -> database(h, "n8n", "n8n"), "chart-database-reader.yaml");
        chart("a database of another name", "", h -> database(h, "flows", "n8n"), "chart-database-reader.yaml");
        chart(
                "a chart's database misspelt",
                "name-misspelt",
                h -> database(h, "n8m", "n8n"),
                "chart-database-reader.yaml");
        chart(
                "a chart's user misspelt, told in a URL and in variables",
                "name-misspelt name-misspelt",
                h -> database(h, "n8n", "n8b"),
                "chart-database-reader.yaml");
        chart("a database in values", "", h -> connection(database(h, "n8n", "n8n"), "n8n", "n8n"));
        chart("another database in values", "", h -> connection(database(h, "n8n", "n8n"), "notes", "postgres"));
        chart(
                "a database and a user misspelt in values",
                "name-misspelt name-misspelt",
                h -> connection(database(h, "n8n", "n8n"), "n8m", "n8b"));

        chart("a port in values", "", h -> web(h).value(80, "service", "port"));
        chart("another port than is said", "chart-port", h -> web(h).value(81, "service", "port"));
        chart(
                "a port of a Service of which only the name is known",
                "",
                h -> h.bringsService(WEB, "http").value(81, "service", "port"));
        chart("a probe's port", "", h -> web(h).value("http", "livenessProbe", "httpGet", "port"));
        chart("a probe's port of its own", "", h -> web(h).value("health", "livenessProbe", "httpGet", "port"));
        chart(
                "a probe's port misspelt",
                "name-misspelt",
                h -> web(h).value("htpp", "livenessProbe", "httpGet", "port"));
        chart("a namespace in values", "", h -> web(h).value("default", "defaultNamespace"));
        chart("a namespace of elsewhere in values", "", h -> web(h).value("somewhere", "defaultNamespace"));
        chart("a namespace misspelt in values", "name-misspelt", h -> web(h).value("defualt", "defaultNamespace"));
        chart("another name of the chart", "", h -> web(h).value("web", "nameOverride"));
        chart("a name of the chart misspelt", "name-misspelt", h -> web(h).value("dashbaord", "nameOverride"));

        chart("a provisioner", "", h -> provisioner(h, "example.com/disks"));
        chart("another provisioner", "", h -> provisioner(h, "example.com/shares"));
        chart("a provisioner misspelt", "name-misspelt", h -> provisioner(h, "example.com/diskz"));

        chart("a machine that a value asks for", "", h -> affinity(h, "k3s1"));
        chart("a machine that is not there", "node-selector", h -> affinity(h, "k3s2"));
    }

    /** What leads to {@code port} of a Service by a handle that knows no ports. */
    private static void older(Ground c, int port) {
        var k3s = new K3s(c, K3S, k -> {});
        new Machine(k3s, "k3s1", "192.168.10.21");
        var release = c.chart("dashboard", ChartFactsTest::web);
        Identity service = Identity.of("", "Service", "kube-system", WEB);
        var backend = Mapping.of("name", Provision.of(service, release.node()).name())
                .put("port", Mapping.of("number", port));
        new CustomResource(
                c.apps.in(NamespaceHandle.KUBE_SYSTEM),
                "page",
                "networking.k8s.io/v1",
                "Ingress",
                i -> i.spec("defaultBackend", Mapping.of("service", backend)));
    }

    private static HelmReleaseSettings web(HelmReleaseSettings settings) {
        return settings.bringsService(WEB, "http", 80);
    }

    private static HelmReleaseSettings database(HelmReleaseSettings settings, String name, String user) {
        return settings.bringsService("flows-db", "postgres", 5432)
                .value(name, "auth", "database")
                .value(user, "auth", "username");
    }

    private static void connection(HelmReleaseSettings settings, String name, String user) {
        settings.value("flows-db", "connection", "host")
                .value(name, "connection", "db")
                .value(user, "connection", "user");
    }

    private static HelmReleaseSettings login(HelmReleaseSettings settings) {
        return settings.bringsSecret("login", "admin-user", "admin-password").value("login", "admin", "existingSecret");
    }

    private static void provisioner(HelmReleaseSettings settings, String name) {
        settings.bringsProvisioner("example.com/disks").value(name, "storageClass", "provisionerName");
    }

    private static void affinity(HelmReleaseSettings settings, String machine) {
        Mapping expression = Mapping.of("key", "kubernetes.io/hostname")
                .put("operator", "In")
                .put("values", Sequence.of(Scalar.of(machine)));
        settings.value(
                Sequence.of(Mapping.of("matchExpressions", Sequence.of(expression))),
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
    }
}
