package examples;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.SecretDeclaration.Alphabet;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.cdk8s.CdkChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Namespace;
import espalier.platform.K3s;
import espalier.platform.Machine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.Size;
import org.cdk8s.plus28.ConfigMap;
import org.cdk8s.plus28.ConfigMapProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.DeploymentProps;
import org.cdk8s.plus28.EnvValue;
import org.cdk8s.plus28.Ingress;
import org.cdk8s.plus28.IngressBackend;
import org.cdk8s.plus28.IngressProps;
import org.cdk8s.plus28.IngressRule;
import org.cdk8s.plus28.PersistentVolumeAccessMode;
import org.cdk8s.plus28.PersistentVolumeClaim;
import org.cdk8s.plus28.PersistentVolumeClaimProps;
import org.cdk8s.plus28.PodSecurityContextProps;
import org.cdk8s.plus28.Secret;
import org.cdk8s.plus28.SecretValue;
import org.cdk8s.plus28.StatefulSetProps;
import org.cdk8s.plus28.Volume;

/** A shop on one machine, written with charts of cdk8s: its pages, their database, their configuration, and who gets in. */
public final class ShopCluster extends Cluster {
    public ShopCluster(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git("ssh://git@github.com/example/shop", "main"));
        var k3s = new K3s(this, "v1.33.5+k3s1", k -> k.machines("192.168.30.0/24"));
        new Machine(k3s, "shop1", "192.168.30.10", m -> m.controlPlane());

        var apps = new Stage(this, "apps");
        var shop = apps.in(new Namespace(apps, "shop"));
        var database = new Database(shop, "database");
        var pages = new Pages(shop, "pages", database);
        // A construct of Java takes a port of a chart as it takes any other.
        new CronJob(
                shop,
                "visitor",
                "*/10 * * * *",
                j -> j.container("visit", "docker.io/curlimages/curl:8.16.0", c -> c.args(
                        "--fail", Text.of("http://", pages.http.address(), "/healthz"))));
    }

    /** PostgreSQL, by a StatefulSet of cdk8s-plus with a password that the bootstrap makes. */
    static final class Database extends Component {
        final ServicePort sql;
        final BootstrapSecret password;

        Database(Scope scope, String id) {
            super(scope, id);
            password = new BootstrapSecret(this, "password", s -> s.named("database").random("password", 24, Alphabet.ALPHANUMERIC));
            var chart = new CdkChart(this, "chart");
            var service = new org.cdk8s.plus28.Service(
                    chart,
                    "database",
                    org.cdk8s.plus28.ServiceProps.builder()
                            .ports(List.of(org.cdk8s.plus28.ServicePort.builder().name("sql").port(5432).build()))
                            .build());
            var claim = new PersistentVolumeClaim(
                    chart,
                    "data",
                    PersistentVolumeClaimProps.builder()
                            .accessModes(List.of(PersistentVolumeAccessMode.READ_WRITE_ONCE))
                            .storage(Size.gibibytes(10))
                            .build());
            var server = new org.cdk8s.plus28.StatefulSet(
                    chart,
                    "server",
                    StatefulSetProps.builder()
                            .service(service)
                            .replicas(1)
                            .securityContext(
                                    PodSecurityContextProps.builder().fsGroup(999).build())
                            .containers(List.of(ContainerProps.builder()
                                    .image("docker.io/library/postgres:16")
                                    .portNumber(5432)
                                    .securityContext(ContainerSecurityContextProps.builder()
                                            .user(999)
                                            .readOnlyRootFilesystem(false)
                                            .build())
                                    .envVariables(Map.of("POSTGRES_PASSWORD", password(chart, password)))
                                    .build()))
                            .build());
            server.getContainers().get(0).mount("/var/lib/postgresql", Volume.fromPersistentVolumeClaim(chart, "disk", claim));
            service.select(server);
            sql = chart.servicePort(service, "sql");
        }

        /** What a handle of Espalier is for a container of cdk8s-plus. */
        static EnvValue password(CdkChart chart, BootstrapSecret password) {
            var key = password.key("password");
            return EnvValue.fromSecretValue(SecretValue.builder()
                    .secret(Secret.fromSecretName(chart, "password", chart.text(key.secret())))
                    .key(chart.text(key.key()))
                    .build());
        }
    }

    /** The pages, by a Deployment of cdk8s-plus with a file of configuration, and an Ingress. */
    static final class Pages extends Component {
        final ServicePort http;

        Pages(Scope scope, String id, Database database) {
            super(scope, id);
            var chart = new CdkChart(this, "chart");
            var config = new ConfigMap(
                    chart,
                    "config",
                    ConfigMapProps.builder()
                            .data(Map.of("shop.conf", "listen 8080\ncurrency EUR\n"))
                            .build());
            var pages = new org.cdk8s.plus28.Deployment(
                    chart,
                    "pages",
                    DeploymentProps.builder()
                            .replicas(2)
                            .containers(List.of(ContainerProps.builder()
                                    .image("docker.io/example/shop:1.2.3")
                                    .portNumber(8080)
                                    .envVariables(new TreeMap<>(Map.of(
                                            "DATABASE",
                                            EnvValue.fromValue(chart.text(database.sql.address())),
                                            "PASSWORD",
                                            Database.password(chart, database.password))))
                                    .build()))
                            .build());
            pages.getContainers().get(0).mount("/etc/shop", Volume.fromConfigMap(chart, "config-files", config));
            var service = pages.exposeViaService();
            new Ingress(
                    chart,
                    "ingress",
                    IngressProps.builder()
                            .className("traefik")
                            .rules(List.of(IngressRule.builder()
                                    .host("shop.example.com")
                                    .backend(IngressBackend.fromService(service))
                                    .build()))
                            .build());
            http = chart.servicePort(service, "8080");
        }
    }
}
