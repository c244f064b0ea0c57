package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.KubernetesObject;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.flux.FluxKustomization;
import espalier.flux.GitRepository;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.order.Order;
import espalier.policy.MemoryLimit;
import espalier.policy.NonRoot;
import espalier.report.ClusterPage;
import espalier.report.ComponentTree;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import espalier.yaml.YamlWriter;
import infra.apptemplate.AppTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a cluster packages its workloads, an app is a release, and what it carries is checked like everything else. */
class AppTemplateTest {
    @Test
    void whatOurConstructsMakeIsSaidInTheValuesOfARelease() {
        Compilation compilation = Suitcase.compiled();
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("packaging/suitcase.yaml", Compiled.files(compilation, "media/"));
    }

    @Test
    void thePageAndTheTreeSayWhatIsCarried() {
        Compilation compilation = Suitcase.compiled();
        Order order = Objects.requireNonNull(compilation.order());
        String page = ClusterPage.of(order, compilation.schemas().gaps());
        int charts = page.indexOf("## Charts");
        Snapshots.verify(
                "packaging/told.md",
                ComponentTree.of(order).replaceAll("\\.java:\\d+", ".java:N") + "\n"
                        + page.substring(charts, page.indexOf("## Storage")));
    }

    @Test
    void aPolicyHoldsForWhatIsCarried() {
        Compilation compilation = Packaged.with(Suitcase::pack, new MemoryLimit());
        assertThat(compilation.findings())
                .extracting(finding -> finding.rule().id())
                .containsOnly("memory-limit");
        Set<String> objects = compilation.findings().stream()
                .map(finding -> String.valueOf(finding.place().object()))
                .collect(Collectors.toSet());
        assertThat(objects).containsExactlyInAnyOrder("Deployment media/workshop", "CronJob media/workshop-tidy");
    }

    @Test
    void whatAChartMakesIsNotUnseenWhereItIsCarried() {
        Compilation compilation = Packaged.with(Suitcase::pack, new NonRoot());
        Order order = Objects.requireNonNull(compilation.order());
        assertThat(NotChecked.in(order.graph(), compilation.schemas().gaps()))
                .noneMatch(each -> each.kind() == Unchecked.Kind.CHART || each.kind() == Unchecked.Kind.POLICY);
    }

    @Test
    void aNameThatNobodyHasIsFoundInWhatIsCarried() {
        Compilation compilation = Packaged.with((cluster, media) -> {
            Suitcase.pack(cluster, media);
            cluster.patch(
                    cluster, "a test", p -> p.kind("Deployment").name("films").merge("""
                            spec:
                              template:
                                spec:
                                  containers:
                                    - name: films
                                      envFrom:
                                        - secretRef:
                                            name: logins
                            """));
        });
        assertThat(Ground.findings(compilation)).contains("Secret media/logins").contains("Deployment media/films");
    }

    @Test
    void whereKnowsTheLinesOfWhatIsCarried(@TempDir Path folder) {
        Checkout checkout = Checkout.at(folder)
                .clusters(fleet -> fleet.cluster("test", (all, name) -> new Packaged(all, name, Suitcase::pack)))
                .synth();
        String file = "dist/test/media/films/app/helmrelease.yaml";
        String told = checkout.espalier("where", file).out();
        Snapshots.verify("packaging/where.txt", told.replaceAll("\\.java:\\d+", ".java:N"));
        Matcher line =
                Pattern.compile("\\((\\S+:\\d+)\\) {2}carries Deployment").matcher(told);
        assertThat(line.find()).as(told).isTrue();
        assertThat(checkout.espalier("where", line.group(1)).out()).contains(file + "  carries Deployment media/films");
    }

    /** What Flux puts in, and what it would take for that, is said of the values alone. */
    @Test
    void whatIsCarriedSaysWhatRunsAndNotWhatFluxReads() {
        Order order = Objects.requireNonNull(Suitcase.compiled().order());
        for (KubernetesObject object : order.graph().objects()) {
            if (object.carrier() != null) {
                String body = YamlWriter.text(object.body());
                assertThat(body).doesNotContain("kustomize.toolkit.fluxcd.io", "$$$$", "$${");
            }
        }
    }

    /** Flux tries all of a Kustomization before it applies any, so what is of a new kind begins a second part. */
    @Test
    void aReleaseStandsWhereWhatItCarriesCanRun() {
        Compilation compilation = Packaged.with((cluster, media) -> new Queued(media));
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(ClusterTree.of(compilation).files().keySet())
                .contains(
                        "media/queued/app/kustomization-media.yaml",
                        "media/queued/config/queue.yaml",
                        "media/queued/config/configmap.yaml",
                        "media/queued/config/helmrelease.yaml")
                .doesNotContain("media/queued/app/helmrelease.yaml");
    }

    /** A Deployment that reads what stands in the second part. */
    private static final class Queued extends Component {
        Queued(Scope scope) {
            super(scope, "queued");
            var source = new GitRepository(this, "source", "https://example.com/queues", GitRepository.tag("v1"));
            new FluxKustomization(this, "kinds", source, "./crd", k -> k.bringsCrd("example.com", "Queue", "queues"));
            var queue = new CustomResource(this, "queue", "example.com/v1", "Queue", q -> {});
            var server = new Deployment(
                    this,
                    d -> d.container(
                            "web",
                            "docker.io/library/nginx:1.29",
                            c -> c.port("http", 8080).env("QUEUE", queue.name())));
            var port = new Service(this, server).port("http");
            new ConfigMap(this, c -> c.value("server", port.address()));
        }
    }

    @Test
    void aServiceThatNobodyHasIsFoundThoughAReleaseIsInTheNamespace() {
        Compilation compilation = Packaged.with((cluster, media) -> {
            Suitcase.pack(cluster, media);
            cluster.patch(cluster, "a test", p -> p.kind("CronJob").merge("""
                            spec:
                              jobTemplate:
                                spec:
                                  template:
                                    spec:
                                      containers:
                                        - name: tidy
                                          env:
                                            - name: FILMS
                                              value: http://nowhere.media.svc.cluster.local:8080
                            """));
        });
        assertThat(compilation.findings()).hasSize(1);
        assertThat(Ground.findings(compilation)).contains("nowhere").contains("CronJob media/workshop-tidy");
    }

    @Test
    void whoMayTalkToWhomIsToldOfThePodsThatAreCarried() {
        Compilation compilation = Packaged.with((cluster, media) -> {
            cluster.external().kinds("cilium.io", "a test");
            Suitcase.pack(cluster, media);
            new Isolation(cluster, "isolation", Dialect.CILIUM, media);
        });
        Order order = Objects.requireNonNull(compilation.order());
        assertThat(Isolation.in(order.cluster()).get(0).notDerived())
                .noneMatch(one -> one.what().contains("HelmRelease"));
        Snapshots.verify("packaging/policy.yaml", Compiled.files(compilation, "media/workshop/app/cilium"));
    }

    /** A bot may raise it in a cluster's file of versions: then {@code e2e.AppTemplateTest} has to be asked about the new one first. */
    @Test
    void noClusterRunsAVersionOfTheChartThatWasNotJudged() {
        for (Compilation compilation : Compiled.all()) {
            for (KubernetesObject object :
                    Objects.requireNonNull(compilation.order()).graph().objects()) {
                boolean isSource = text(object, "url").equals(AppTemplate.OCI + "/" + AppTemplate.CHART);
                if (isSource || text(object, "chart", "spec", "chart").equals(AppTemplate.CHART)) {
                    assertThat(isSource ? text(object, "ref", "tag") : text(object, "chart", "spec", "version"))
                            .as(object.toString())
                            .isEqualTo(AppTemplate.VERSION);
                }
            }
        }
    }

    private static String text(KubernetesObject object, String... keys) {
        Mapping spec = object.body().mapping("spec");
        return spec != null && FieldPath.of(keys).in(spec) instanceof Leaf leaf ? leaf.text() : "";
    }

    @Test
    void kustomizeBuildsWhatIsLeft(@TempDir Path folder) throws IOException {
        ClusterTree tree = ClusterTree.of(Suitcase.compiled());
        tree.writeTo(folder);
        for (String directory : tree.directories()) {
            Tools.kustomize(folder.resolve(directory)).expectSuccess();
        }
    }
}
