package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.runners.GitHubLogin;
import infra.runners.RunnerController;
import infra.runners.RunnerSet;
import infra.runners.RunnerSet.RunnerSettings;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Runners of GitHub Actions, with the rights that their jobs were given and no others. */
class RunnersTest extends GroundCases {
    RunnersTest() {
        super("runners");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("runners with a Docker of their own", "", ground -> runners(ground, (k3s, r) -> r.docker("a test")));
        is(
                "a Docker and pods",
                "setting-excludes",
                ground -> runners(ground, (k3s, r) -> r.docker("a test").pods(k3s.localPath(), "5Gi")));
        is(
                "pods and rights",
                "setting-excludes",
                ground -> runners(
                        ground, (k3s, r) -> r.pods(k3s.localPath(), "5Gi").rights(may -> may.read("", "pods"))));
        is("rights to nothing", "setting-requires", ground -> runners(ground, (k3s, r) -> r.rights(nothing -> {})));
    }

    private static void runners(Ground ground, BiConsumer<K3s, RunnerSettings> configure) {
        var k3s = new K3s(ground, Ground.K3S);
        new Machine(k3s, "one", "192.168.10.21", m -> m.controlPlane());
        var controller = new RunnerController(ground.infrastructure, "arc-system");
        var namespace = new Namespace(ground.apps, "runners", n -> n.privileged("a test"));
        var scope = ground.apps.in(namespace);
        new RunnerSet(
                scope,
                "builds",
                controller,
                new GitHubLogin(scope, "github"),
                "https://github.com/example/films",
                r -> configure.accept(k3s, r));
        new Isolation(ground, "isolation", Dialect.KUBERNETES, namespace);
    }

    @Test
    void jobsThatMayAskTheApiServer() {
        Compilation compilation = Ground.bare(ground -> runners(
                ground,
                (k3s, r) -> r.atLeast(1)
                        .atMost(3)
                        .memory("1Gi")
                        .rights(may -> may.read("apps", "deployments")
                                .may("apps", "deployments", "patch")
                                .may("apps", "statefulsets", "patch")
                                .read("", "pods"))));
        Snapshots.verify(
                "constructs/runners.yaml",
                Compiled.files(compilation, "infrastructure/arc-system") + Compiled.files(compilation, "apps/builds"));
    }

    @Test
    void containersOfJobsArePodsThatShareAVolume() {
        assertThat(Compiled.files(
                        Ground.bare(ground -> runners(ground, (k3s, r) -> r.pods(k3s.localPath(), "5Gi"))),
                        "apps/builds/helmrelease.yaml"))
                .contains("type: kubernetes", "storageClassName: local-path", "storage: 5Gi");
    }

    @Test
    void jobsThatWereGivenNoRightsDoNotReachTheApiServer() {
        assertThat(Compiled.files(Ground.bare(ground -> runners(ground, (k3s, r) -> {})), "apps/builds/"))
                .contains("NetworkPolicy")
                .doesNotContain("192.168.10.21")
                .doesNotContain("serviceAccountName");
    }
}
