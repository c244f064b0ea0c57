package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.JsonPatch;
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
}
