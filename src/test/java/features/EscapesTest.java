package features;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.tree.FieldPath;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The doors out of the typed model: patches, builders of fabric8's, raw YAML and raw objects. */
class EscapesTest {
    /** A cluster with one Deployment, which the test may patch. */
    private static final class Patched extends Cluster {
        Patched(Fleet fleet, String name, BiConsumer<Patched, Deployment> patches) {
            super(fleet, name, c -> {});
            var apps = new Stage(this, "apps");
            var config = new ConfigMap(apps, "settings", c -> c.value("mode", "calm"));
            var web = new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "web",
                            "nginx:1.29",
                            c -> c.port("http", 8080)
                                    .env("MODE", config.key("mode"))
                                    .env("NAME", Text.of("web"))));
            patches.accept(this, web);
        }
    }

    private static void approve(String name, BiConsumer<Patched, Deployment> patches) {
        var compilation = Compiled.cluster((fleet, cluster) -> new Patched(fleet, cluster, patches));
        Snapshots.verify(
                "escapes/" + name + ".yaml",
                Compiled.files(compilation, name.equals("two-edits") ? "apps/" : "apps/web"));
    }

    @Test
    void aPatchSetsRemovesAndMerges() {
        approve("patch", (cluster, web) -> {
            FieldPath container =
                    FieldPath.of("spec", "template", "spec", "containers").item("name", "web");
            cluster.patch(web, "three are needed", p -> p.kind("Deployment").set(3, "spec", "replicas"));
            cluster.patch(
                    web,
                    "a sidecar's port",
                    p -> p.name("web")
                            .set(9090, container.field("ports").index(0).field("containerPort"))
                            .remove("spec", "template", "spec", "enableServiceLinks"));
            cluster.patch(web, "debug", p -> p.merge("""
                    spec:
                      template:
                        spec:
                          containers:
                            - name: web
                              env:
                                - {name: DEBUG, value: "1"}
                                - {name: NAME, $patch: delete}
                    """));
        });
    }

    @Test
    void aBuilderOfFabric8ChangesOnlyWhatItChanges() {
        approve(
                "edit",
                (cluster, web) -> cluster.patch(
                        web,
                        "a host of its own",
                        p -> p.edit(
                                DeploymentBuilder.class,
                                b -> b.editSpec()
                                        .editTemplate()
                                        .editSpec()
                                        .withHostname("web")
                                        .endSpec()
                                        .endTemplate()
                                        .endSpec())));
    }

    @Test
    void twoEditsOfOnePatchEachKeepToTheirKind() {
        approve(
                "two-edits",
                (cluster, web) -> cluster.patch(
                        cluster,
                        "both at once",
                        p -> p.edit(
                                        DeploymentBuilder.class,
                                        b -> b.editSpec().withReplicas(3).endSpec())
                                .edit(ConfigMapBuilder.class, b -> b.addToData("more", "yes"))));
    }

    @Test
    void rawObjectsAreFoundToReferToOthers() {
        var compilation = Compiled.stage(apps -> {
            apps.node().cluster().external().kind("example.com", "Echo", "a test");
            new ConfigMap(apps, "settings", c -> c.value("mode", "calm"));
            new BootstrapSecret(apps, "login", s -> s.password("tls.crt"));
            new Manifests(apps, "echo", "it came with the documentation", Resource.of("raw/echo.yaml"));
            new Manifests(
                    apps,
                    "built",
                    "a program made it",
                    new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("built")
                            .withNamespace("default")
                            .endMetadata()
                            .addToData("answer", "42")
                            .build());
        });
        Snapshots.verify(
                "escapes/raw.yaml",
                Compiled.files(compilation, "apps/echo") + Compiled.files(compilation, "apps/built"));
    }
}
