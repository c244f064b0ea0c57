package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.IAnyProducer;
import org.cdk8s.JsonPatch;
import org.cdk8s.Lazy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Charts of cdk8s as constructs. */
class CdkChartsTest {
    @TempDir
    Path folder;

    private static ApiObject object(CdkChart chart, String id, String version, String kind, Object spec) {
        var object = new ApiObject(
                chart,
                id,
                ApiObjectProps.builder().apiVersion(version).kind(kind).build());
        object.addJsonPatch(JsonPatch.add("/spec", spec));
        return object;
    }

    /** A web app by cdk8s, with a password of ours, and a client of ours for its Service. */
    private static final class Shop extends Component {
        Shop(Scope scope, String id) {
            super(scope, id);
            var password = new BootstrapSecret(this, "password", s -> s.given("password", "a word"));
            var chart = new CdkChart(this, "chart");
            Map<String, Object> labels = Map.of("app", "shop");
            object(
                    chart,
                    "shop",
                    "apps/v1",
                    "Deployment",
                    Map.of(
                            "selector", Map.of("matchLabels", labels),
                            "template",
                                    Map.of(
                                            "metadata", Map.of("labels", labels),
                                            "spec",
                                                    Map.of(
                                                            "containers",
                                                            List.of(Map.of(
                                                                    "name",
                                                                    "shop",
                                                                    "image",
                                                                    "docker.io/example/shop:1.2.3",
                                                                    "ports",
                                                                    List.of(Map.of(
                                                                            "name", "http", "containerPort", 8080)),
                                                                    "env",
                                                                    List.of(Map.of(
                                                                            "name",
                                                                            "PASSWORD",
                                                                            "valueFrom",
                                                                            Map.of(
                                                                                    "secretKeyRef",
                                                                                    Map.of(
                                                                                            "name",
                                                                                            chart.text(password.key(
                                                                                                            "password")
                                                                                                    .secret()),
                                                                                            "key",
                                                                                            "password"))))))))));
            ApiObject service = object(
                    chart,
                    "web",
                    "v1",
                    "Service",
                    Map.of(
                            "selector",
                            labels,
                            "ports",
                            List.of(Map.of("name", "http", "port", 80, "targetPort", "http"))));
            new Deployment(
                    this,
                    "client",
                    d -> d.container(
                            "client",
                            "docker.io/example/client:1.0.0",
                            c -> c.env(
                                    "SHOP", chart.servicePort(service, "http").address())));
        }
    }

    /** Nothing but charts needs Node, so a machine without it is no reason to fail. */
    static boolean isNodeThere() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            System.err.println("CdkChartsTest: NOTICE: there is no Node.js, so no chart of cdk8s is tried");
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @EnabledIf("isNodeThere")
    void joinTheTree() {
        Compilation compilation = Compiled.stage(apps -> new Shop(apps.in(NamespaceHandle.DEFAULT), "shop"));
        Snapshots.verify("constructs/cdk-chart.yaml", Compiled.files(compilation, "apps/shop/"));
    }

    /** A synth of a cluster with a chart and of one without, with another Node on the PATH, or none. */
    private String synth(String node) throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        if (!node.isEmpty()) {
            Path program = Files.writeString(programs.resolve("node"), "#!/bin/sh\necho " + node + "\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Path root = Files.createDirectories(folder.resolve("repository"));
        Path said = folder.resolve("said");
        ProcessBuilder command = ChildProgram.command(root, List.of(), "charts", "synth");
        command.environment().put("PATH", programs + ":/usr/bin-without-node");
        command.environment().remove("JSII_NODE");
        int exit = command.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).isEqualTo(1);
        assertThat(root.resolve("dist/without/apps/shop/configmap.yaml")).exists();
        assertThat(root.resolve("dist/with")).doesNotExist();
        return Files.readString(said).replaceAll("\\.java:\\d+", ".java:N").replaceAll("in \\d+ ms", "in N ms");
    }

    @Test
    void withoutNode() throws Exception {
        Snapshots.verify("findings/node-missing.txt", synth(""));
    }

    @Test
    void withANodeThatIsTooOld() throws Exception {
        Snapshots.verify("findings/node-too-old.txt", synth("v14.21.3"));
    }

    /** What no chart is made for needs neither Node nor anything of jsii. */
    @Test
    void theClustersOfThisRepositoryNeedNoNode() throws Exception {
        Path root = Files.createDirectories(folder.resolve("repository"));
        ProcessBuilder command = ChildProgram.command(root, List.of(), "all", "synth");
        command.environment().put("PATH", "/usr/bin-without-node");
        command.environment().remove("JSII_NODE");
        assertThat(ChildProgram.exitCode(command)).isZero();
        for (String cluster : new String[] {"lab", "kyrion", "k3s-home", "chongus", "bitty"}) {
            assertThat(root.resolve("dist/" + cluster + "/kustomization.yaml")).exists();
        }
    }

    private static void till(Stage apps, String key) {
        var chart = new CdkChart(apps, "shop");
        ApiObject login = object(chart, "login", "v1", "Secret", Map.of());
        login.addJsonPatch(JsonPatch.remove("/spec"), JsonPatch.add("/stringData", Map.of("password", "a word")));
        ApiObject settings = object(chart, "settings", "v1", "ConfigMap", Map.of());
        settings.addJsonPatch(JsonPatch.remove("/spec"), JsonPatch.add("/data", Map.of("currency", "EUR")));
        new Deployment(
                new Component(apps, "till") {},
                "till",
                d -> d.container(
                        "till",
                        "docker.io/example/till:1.0.0",
                        c -> c.env("PASSWORD", chart.secretKey(login, key)).env("SETTINGS", chart.nameOf(settings))));
    }

    /** A Secret and a name of a chart in what Java makes outside of it. */
    @Test
    @EnabledIf("isNodeThere")
    void handlesOfWhatAChartHolds() {
        assertThat(Compiled.files(Compiled.stage(apps -> till(apps, "password")), "apps/till/"))
                .contains("name: PASSWORD\n              valueFrom:\n                secretKeyRef:\n"
                        + "                  name: login\n                  key: password\n")
                .contains("name: SETTINGS\n              value: settings\n");
        Snapshots.verify(
                "cdk8s/key.txt",
                Compiled.findings(Compiled.stage(apps -> till(apps, "pasword"))).replaceAll("\\.java:\\d+", ".java:N"));
    }

    /** What cdk8s throws is told as what the user's own code throws, without the lines of JavaScript behind it. */
    @Test
    @EnabledIf("isNodeThere")
    void whatCdk8sRefuses() {
        Compilation compilation = Compiled.stage(apps -> {
            var chart = new CdkChart(apps, "shop");
            object(chart, "web", "v1", "Service", Map.of());
            object(chart, "web", "v1", "Service", Map.of());
        });
        Snapshots.verify(
                "findings/cdk8s-refuses.txt", Compiled.findings(compilation).replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    @EnabledIf("isNodeThere")
    void aPortThatAServiceHasNot() {
        Compilation compilation = Compiled.stage(apps -> {
            var chart = new CdkChart(apps, "shop");
            ApiObject service = object(chart, "web", "v1", "Service", Map.of("ports", List.of(Map.of("port", 80))));
            chart.servicePort(service, "http");
        });
        Snapshots.verify(
                "findings/cdk8s-port.txt", Compiled.findings(compilation).replaceAll("\\.java:\\d+", ".java:N"));
    }

    /** Metadata, patches and values that are known late come out as in an App; names as they were given. */
    @Test
    @EnabledIf("isNodeThere")
    void whatAnApiObjectCan() {
        Compilation compilation = Compiled.stage(apps -> {
            var chart = new CdkChart(apps, "shop");
            var late = new ArrayList<String>(List.of("unknown-"));
            var config = new ApiObject(
                    chart,
                    "settings",
                    ApiObjectProps.builder()
                            .apiVersion("v1")
                            .kind("ConfigMap")
                            .metadata(ApiObjectMetadata.builder().name("given").build())
                            .build());
            config.getMetadata().addLabel("team", "orchard");
            config.getMetadata().addAnnotation("example.com/why", "a test");
            config.addJsonPatch(
                    JsonPatch.add("/data", Map.of("a", "one", "b", "two")), JsonPatch.replace("/data/b", "three"));
            var value = new ApiObject(
                    chart,
                    "late",
                    ApiObjectProps.builder().apiVersion("v1").kind("ConfigMap").build());
            value.getMetadata().add("generateName", Lazy.any(new IAnyProducer() {
                @Override
                public Object produce() {
                    return late.get(0);
                }
            }));
            config.addDependency(value);
            late.set(0, "known-");
        });
        Snapshots.verify("constructs/cdk-api-objects.yaml", Compiled.files(compilation, "apps/shop/"));
    }

    /** Two clusters with charts are compiled on two threads, as a synth does; what they say to Node does not mix. */
    @Test
    @EnabledIf("isNodeThere")
    void twoClustersAtOnce() throws Exception {
        var fleet = new Fleet();
        for (String name : new String[] {"one", "two"}) {
            fleet.cluster(
                    name,
                    (f, cluster) -> new TestCluster(f, cluster, apps -> {
                        for (int i = 0; i < 20; i++) {
                            var chart = new CdkChart(apps, "chart-" + i);
                            object(
                                    chart,
                                    cluster + "-" + i,
                                    "v1",
                                    "Service",
                                    Map.of("ports", List.of(Map.of("port", 80 + i))));
                        }
                    }));
        }
        var threads = Executors.newFixedThreadPool(2);
        try {
            var compiler = new Compiler(fleet, folder);
            Future<Compilation> one = threads.submit(() -> compiler.compile("one"));
            Future<Compilation> two = threads.submit(() -> compiler.compile("two"));
            assertThat(services(one.get())).hasSize(20).allMatch(name -> name.startsWith("one-"));
            assertThat(services(two.get())).hasSize(20).allMatch(name -> name.startsWith("two-"));
        } finally {
            threads.shutdown();
        }
    }

    private static List<String> services(Compilation compilation) {
        return Objects.requireNonNull(compilation.order()).graph().ofKind("Service").stream()
                .map(KubernetesObject::name)
                .toList();
    }
}
