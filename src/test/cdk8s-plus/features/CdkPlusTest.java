package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import examples.ShopCluster;
import espalier.Component;
import espalier.KubernetesObject;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Strength;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.graph.Edge;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cdk8s.Chart;
import org.cdk8s.plus28.ConfigMap;
import org.cdk8s.plus28.ConfigMapProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.DeploymentExposeViaServiceOptions;
import org.cdk8s.plus28.DeploymentProps;
import org.cdk8s.plus28.EnvValue;
import org.cdk8s.plus28.ExposeServiceViaIngressOptions;
import org.cdk8s.plus28.Secret;
import org.cdk8s.plus28.SecretValue;
import org.cdk8s.plus28.Service;
import org.cdk8s.plus28.ServicePort;
import org.cdk8s.plus28.ServiceProps;
import org.cdk8s.plus28.StatefulSet;
import org.cdk8s.plus28.StatefulSetProps;
import org.cdk8s.plus28.Volume;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

/** Constructs of cdk8s-plus in a component, with handles both ways. */
class CdkPlusTest {
    /** A workload with configuration, a volume, a Service and an Ingress, as a user of cdk8s-plus writes it. */
    private static final class Shop extends Chart {
        Shop(Construct scope, String id) {
            super(scope, id);
            var config = new ConfigMap(
                    this, "config", ConfigMapProps.builder().data(Map.of("shop.conf", "listen 8080\n")).build());
            var deployment = new org.cdk8s.plus28.Deployment(
                    this,
                    "web",
                    DeploymentProps.builder()
                            .replicas(1)
                            .containers(List.of(ContainerProps.builder()
                                    .image("docker.io/example/shop:1.2.3")
                                    .portNumber(8080)
                                    .build()))
                            .build());
            deployment.getContainers().get(0).mount("/etc/shop", Volume.fromConfigMap(this, "config-volume", config));
            deployment
                    .exposeViaService(DeploymentExposeViaServiceOptions.builder().build())
                    .exposeViaIngress("/", ExposeServiceViaIngressOptions.builder().build());
        }
    }

    @Test
    void aDeploymentWithIngressConfigAndVolume() {
        ChartsOfUsers.makeTheSame(Shop::new);
    }

    /** A workload of cdk8s-plus with a password of ours, and a client of ours for its Service. */
    private static final class Pair extends Component {
        Pair(Scope scope, String id) {
            super(scope, id);
            var password = new BootstrapSecret(this, "password", s -> s.given("password", "a word"));
            var chart = new CdkChart(this, "chart");
            var secret = Secret.fromSecretName(
                    chart, "password", chart.text(password.key("password").secret()));
            var web = new org.cdk8s.plus28.Deployment(
                    chart,
                    "web",
                    DeploymentProps.builder()
                            .replicas(1)
                            .containers(List.of(ContainerProps.builder()
                                    .image("docker.io/example/shop:1.2.3")
                                    .portNumber(8080)
                                    .envVariables(Map.of(
                                            "PASSWORD",
                                            EnvValue.fromSecretValue(SecretValue.builder()
                                                    .secret(secret)
                                                    .key(chart.text(
                                                            password.key("password").key()))
                                                    .build())))
                                    .build()))
                            .build());
            var service = web.exposeViaService();
            new Deployment(
                    this,
                    "client",
                    d -> d.container(
                            "client",
                            "docker.io/example/client:1.0.0",
                            c -> c.env("SHOP", chart.servicePort(service, "8080").address())));
        }
    }

    @Test
    void handlesGoBothWays() {
        Compilation compilation = Compiled.stage(apps -> new Pair(apps.in(NamespaceHandle.DEFAULT), "pair"));
        Snapshots.verify("constructs/cdk8s-plus.yaml", Compiled.files(compilation, "apps/pair/"));
    }

    private static KubernetesObject only(Compilation compilation, String kind) {
        return Objects.requireNonNull(compilation.order()).graph().ofKind(kind).get(0);
    }

    private static int line(Compilation compilation, String kind) {
        return Objects.requireNonNull(only(compilation, kind).origin().inner()).number();
    }

    /** What JavaScript makes for a construct has the line of that; what a method makes has the line that calls it. */
    @Test
    void whatJavaScriptMakesHasALineOfJava() {
        int[] lines = new int[2];
        Compilation compilation = Compiled.stage(apps -> {
            var chart = new CdkChart(apps, "shop");
            lines[0] = here();
            var web = new org.cdk8s.plus28.Deployment(chart, "web", pods());
            lines[1] = here();
            web.exposeViaService();
        });
        assertThat(line(compilation, "Deployment")).isEqualTo(lines[0] + 1);
        assertThat(line(compilation, "Service")).isEqualTo(lines[1] + 1);
    }

    private static int here() {
        return StackWalker.getInstance().walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private static DeploymentProps pods() {
        return DeploymentProps.builder()
                .containers(List.of(ContainerProps.builder()
                        .image("docker.io/example/shop:1.2.3")
                        .portNumber(8080)
                        .build()))
                .build();
    }

    /** A StatefulSet of cdk8s-plus says itself that it comes after its Service, here one of another component. */
    @Test
    void whatJavaScriptPutsInOrderIsKept() {
        Compilation compilation = Compiled.stage(apps -> {
            var service = new Service(
                    new CdkChart(apps, "service"),
                    "database",
                    ServiceProps.builder()
                            .ports(List.of(ServicePort.builder().name("sql").port(5432).build()))
                            .build());
            var server = new StatefulSet(
                    new CdkChart(apps, "server"),
                    "server",
                    StatefulSetProps.builder()
                            .service(service)
                            .containers(List.of(ContainerProps.builder()
                                    .image("docker.io/library/postgres:16")
                                    .portNumber(5432)
                                    .build()))
                            .build());
            service.select(server);
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(Objects.requireNonNull(compilation.order()).graph().edges())
                .extracting(Edge::toString, Edge::strength)
                .contains(tuple("StatefulSet default/server needs Service default/database", Strength.APPLY));
    }

    /** The cluster that docs/cdk8s.md walks through. */
    @Test
    void aClusterOfCharts() {
        Compilation compilation = Compiled.cluster(ShopCluster::new);
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("cdk8s/shop.yaml", Compiled.files(compilation, "apps"));
    }
}
