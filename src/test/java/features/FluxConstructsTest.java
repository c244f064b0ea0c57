package features;

import espalier.Component;
import espalier.Identity;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.GitRepository;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.flux.OciRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StorageClass;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flux's own kinds, and how a component is cut where Flux could not apply it at once. */
class FluxConstructsTest {
    private static void approve(String name, Consumer<Stage> constructs) {
        Snapshots.verify("constructs/" + name + ".yaml", Compiled.files(Compiled.stage(constructs), "apps/"));
    }

    @Test
    void sources() {
        approve("sources", apps -> {
            new HelmRepository(apps, "charts", "https://charts.example.com", r -> r.interval(Duration.ofHours(24)));
            new HelmRepository(apps, "registry", "oci://registry.example.com/charts", r -> {});
            new GitRepository(
                    apps.every(Duration.ofHours(2)),
                    "manifests",
                    "https://git.example.com/m",
                    GitRepository.branch("main"),
                    g -> g.interval(Duration.ofMinutes(90)));
        });
    }

    @Test
    void releases() {
        approve("releases", apps -> {
            var monitoring = new Monitoring(apps.within(Duration.ofMinutes(30)));
            var chart = new OciRepository(
                    monitoring, "oci://registry.example.com/grafana", "9.1.0", o -> o.interval(Duration.ofMinutes(5)));
            var login = new BootstrapSecret(monitoring, "login", s -> s.password("admin"));
            new HelmRelease(
                    monitoring,
                    chart,
                    CrdOwner.ELSEWHERE,
                    h -> h.releaseName("grafana-main")
                            .interval(Duration.ofMinutes(30))
                            .timeout(Duration.ofMinutes(15))
                            .retryInterval(Duration.ofSeconds(90))
                            .driftAllowed()
                            .value(true, "persistence", "enabled")
                            .value("yes", "nodeSelector", "kubernetes.io/hostname")
                            .value(Sequence.of("a", 2, false), "list")
                            .value(login.key("admin"), "adminPassword"));
        });
    }

    private static final class Monitoring extends Component {
        Monitoring(Scope scope) {
            super(scope, "monitoring");
        }
    }

    @Test
    void aChartAndTheResourcesOfItsDefinitionsAreTwoKustomizations() {
        approve("cut-in-two", apps -> new Operator(apps));
    }

    /** The release, a resource of its CRD, and a ConfigMap that needs neither. */
    private static final class Operator extends Component {
        Operator(Scope scope) {
            super(scope, "operator");
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(
                    this,
                    charts.chart("operator", "1.2.3"),
                    CrdOwner.RELEASE,
                    h -> h.bringsCrd("example.com", "Pool", "pools"));
            new CustomResource(this, "pool", "example.com/v1", "Pool", r -> r.spec("size", 3));
            new ConfigMap(this, "notes", c -> c.value("note", "first part"));
        }
    }

    @Test
    void whatIsReadInTheSecondPartStandsThere() {
        approve("cut-with-readers", apps -> new Store(apps));
    }

    /** A chart, a resource of its CRD that makes a Secret, and a server that needs it, with a claim and files of its own. */
    private static final class Store extends Component {
        Store(Scope scope) {
            super(scope, "store");
            var driver = node().cluster()
                    .external()
                    .clusterScoped("storage.k8s.io", "CSIDriver", "disk", "the nodes bring it");
            var disks = new StorageClass(this, "disks", driver, s -> s.bindWhenUsed());
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(
                    this,
                    charts.chart("operator", "1.2.3"),
                    CrdOwner.RELEASE,
                    h -> h.bringsCrd("example.com", "Login", "logins"));
            var login = new CustomResource(this, "login", "example.com/v1", "Login", r -> r.spec("length", 32));
            var secret = Provision.of(Identity.of("", "Secret", "default", "store-login"), login.node())
                    .withKeys(List.of("password"));
            login.node().provide(secret);
            var data = new PersistentVolumeClaim(this, "data", disks, "1Gi");
            var files = new ConfigMap(this, "files", f -> f.value("a.conf", "a").suffixNameWithHash());
            new Deployment(
                    this,
                    d -> d.container(
                            "store",
                            "example.com/store:1",
                            c -> c.env("PASSWORD", SecretKey.of(secret, "password"))
                                    .mount(data, "/data")
                                    .mount(files, "/etc/store")));
        }
    }
}
