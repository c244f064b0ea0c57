package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.KubernetesObject;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a release cannot say is told, or stays an object beside it. */
class PackagingRefusedTest {
    private static final String BECAUSE = "a test";

    /** A Deployment with a Service, and a CronJob if asked for. */
    private static final class App extends Component {
        App(Scope scope, String cronJob) {
            super(scope, "app");
            var server = new Deployment(
                    this,
                    d -> d.container(
                            "web",
                            "docker.io/library/nginx:1.29",
                            c -> c.port("http", 8080).mount(new EmptyDir(this, "cache"), "/cache")));
            new Service(this, server);
            if (cronJob.equals("cronjob")) {
                new CronJob(this, "@daily", j -> j.container("job", "docker.io/library/nginx:1.29", c -> {}));
            } else if (!cronJob.isEmpty()) {
                new CronJob(this, cronJob, "@daily", j -> j.container("job", "docker.io/library/nginx:1.29", c -> {}));
            }
        }
    }

    private static Map<String, BiConsumer<Packaged, Scope>> cases() {
        var cases = new LinkedHashMap<String, BiConsumer<Packaged, Scope>>();
        cases.put("not-packaged: fields for which the chart has no word", (cluster, media) -> {
            var app = new App(media, "");
            cluster.patch(
                    app,
                    BECAUSE,
                    p -> p.kind("Deployment")
                            .set(5, "spec", "minReadySeconds")
                            .set("sub", "spec", "template", "spec", "subdomain")
                            .set(0, "spec", "template", "spec", "terminationGracePeriodSeconds"));
        });
        cases.put("not-packaged: a digest without a tag", (cluster, media) -> {
            var app = new App(media, "");
            cluster.patch(app, BECAUSE, p -> p.kind("Deployment").merge("""
                    spec:
                      template:
                        spec:
                          containers:
                            - name: web
                              image: nginx@sha256:0f04e4f646a3f14bf31d8bc8d885b6c951fdcf42589d06845f64d18aec6a3c4d
                    """));
        });
        cases.put("not-packaged: pods that would be found by other labels", (cluster, media) -> {
            var app = new App(media, "tidy");
            cluster.patch(
                    app,
                    BECAUSE,
                    p -> p.kind("CronJob")
                            .set(
                                    "other",
                                    "spec",
                                    "jobTemplate",
                                    "spec",
                                    "template",
                                    "metadata",
                                    "labels",
                                    "app.kubernetes.io/instance"));
        });
        cases.put(
                "not-packaged: two workloads that would be found by the same labels",
                (cluster, media) -> new App(media, "cronjob"));
        cases.put("packaged-values: values beside the objects", (cluster, media) -> {
            var app = new App(media, "");
            cluster.patch(
                    app,
                    BECAUSE,
                    p -> p.kind("HelmRelease").set(2, "spec", "values", "controllers", "main", "replicas"));
        });
        return cases;
    }

    @Test
    void whatTheChartCannotSayIsAFindingAtTheLineThatSaysIt() {
        var text = new StringBuilder();
        cases().forEach((name, apps) -> {
            Compilation compilation = Packaged.with(apps);
            String findings = Ground.findings(compilation);
            String rule = name.substring(0, name.indexOf(':'));
            assertThat(compilation.findings())
                    .as(name)
                    .extracting(found -> found.rule().id())
                    .contains(rule);
            text.append("--- ").append(name).append('\n').append(findings).append("\n\n");
        });
        Snapshots.verify("findings/packaging.txt", text.toString());
    }

    @Test
    void whatIsOfNoReleaseStaysAnObject() {
        Compilation left = Packaged.with((cluster, media) -> {
            var app = new App(media, "tidy");
            cluster.leave(app);
        });
        assertThat(ClusterTree.of(left).files().keySet())
                .contains("media/app/app/deployment.yaml", "media/app/app/cronjob.yaml", "media/app/app/service.yaml")
                .doesNotContain("media/app/app/helmrelease.yaml");
    }

    @Test
    void whatTheChartHasNoWordForInAServiceStaysBesideTheRelease() {
        Compilation beside = Packaged.with((cluster, media) -> {
            var app = new App(media, "");
            cluster.patch(app, BECAUSE, p -> p.kind("Service").set("PreferClose", "spec", "trafficDistribution"));
        });
        assertThat(ClusterTree.of(beside).files().keySet())
                .contains("media/app/app/helmrelease.yaml", "media/app/app/service.yaml")
                .doesNotContain("media/app/app/deployment.yaml");
        for (KubernetesObject object :
                Objects.requireNonNull(beside.order()).graph().ofKind("Service")) {
            assertThat(object.carrier()).isNull();
        }
    }
}
