package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.ControlPlaneFiles.User;
import features.Checkout.Run;
import features.ChildJvm;
import features.Pty;
import features.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What befalls a running cluster while somebody watches it, on a real API server with real Flux, and on a real terminal. What befalls a
 * push is tried in {@code features.PushFaultsTest}, which needs no cluster.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
    private static final String KUSTOMIZATIONS =
            "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static Rollouts rollouts;
    private static KubernetesApi api;

    @BeforeAll
    static void handOver() throws Exception {
        api = CONTROL_PLANE.api();
        rollouts = new Rollouts(CONTROL_PLANE, folder);
        assertThat(rollouts.espalier(User.ADMIN, "watch", "--timeout", "2m").exit())
                .isZero();
    }

    /** After its restart it knows nothing of what was before: it answers 410 to who wants to go on from there. */
    @Test
    @Order(1)
    void theApiServerIsKilledAndTheWatchExpires() throws Exception {
        rollouts.sow("yellow", "green");
        assertThat(rollouts.espalier(User.ADMIN, "push").exit()).isZero();
        var held = rollouts.repository.git.hold();
        var watched = rollouts.begin("watch", "--timeout", "4m");
        Await.until(30, rollouts.repository.git::isAsked, () -> "nobody has asked Flux to look");
        String before = version(api.get(KUSTOMIZATIONS));
        for (int i = 0; i < 20; i++) {
            var namespace = api.get("v1", "Namespace", "", "default").expectSuccess();
            String patch = "{\"metadata\":{\"annotations\":{\"written\":\"" + i + "\"}}}";
            api.merge(namespace, "", patch).expectSuccess();
        }
        CONTROL_PLANE.process("kube-apiserver").kill();
        Thread.sleep(3000);
        assertThat(watched).isNotDone();
        CONTROL_PLANE.startApiServer();
        var expired = api.get(KUSTOMIZATIONS + "?watch=1&timeoutSeconds=2&resourceVersion=" + before);
        assertThat(expired.body().toString()).contains("410");
        // Who is refused while the API server does not know everybody's rights yet, as Flux is, waits for long.
        Thread.sleep(5000);
        held.countDown();
        Run run = watched.get(240, TimeUnit.SECONDS);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).endsWith("live\n");
        assertThat(run.out()).containsPattern("apps-apples +live");
    }

    private static String version(KubernetesApi.Answer list) {
        return list.body().at("/metadata/resourceVersion").asText();
    }

    private static boolean isSourceReady() {
        return FluxStatus.isReady(api.get("source.toolkit.fluxcd.io/v1", "GitRepository", "flux-system", "flux-system")
                .body());
    }

    @Test
    @Order(2)
    void theGitServerIsIllForAWhileAndThenWell() throws Exception {
        rollouts.sow("brown", "green");
        assertThat(rollouts.espalier(User.ADMIN, "push").exit()).isZero();
        rollouts.repository.git.answer(500);
        var watched = rollouts.begin("watch", "--timeout", "2m");
        Await.until(30, () -> !isSourceReady(), () -> "the source is still well");
        rollouts.repository.git.answer(0);
        rollouts.repository.flux.lookNow();
        Run run = watched.get(120, TimeUnit.SECONDS);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsPattern("source +failed: failed to checkout")
                .containsPattern("apps-apples +live");
    }

    @Test
    @Order(3)
    void onATerminalItIsATableUntilCtrlC() throws Exception {
        rollouts.sow("blue", "green");
        assertThat(rollouts.espalier(User.ADMIN, "push").exit()).isZero();
        ServerProcess controller = rollouts.holdUp();
        try (Pty pty = watch("blue", "")) {
            String during = pty.until(screen -> screen.contains("source") && screen.contains("fetched"));
            assertThat(pty.isSecondScreen()).isTrue();
            assertThat(normal(during)).startsWith("WAVE  COMPONENT     STATE      SECONDS  REASON\n");
            pty.type("\u0003");
            assertThat(pty.end()).isEqualTo(130);
            assertThat(pty.isSecondScreen()).isFalse();
            assertThat(pty.screen())
                    .contains("interrupted: Flux goes on without being watched; espalier watch follows it again")
                    .contains("apps-apples");
        }
        controller.goOn();
        try (Pty pty = watch("blue", "")) {
            assertThat(pty.end()).isZero();
            Snapshots.verify("e2e/watch-screen.txt", normal(pty.screen()) + "\n");
            assertThat(pty.printed()).contains("\u001b[32m");
        }
        try (Pty pty = watch("blue", "NO_COLOR")) {
            assertThat(pty.end()).isZero();
            assertThat(pty.printed()).contains("\u001b[?1049h").doesNotContain("\u001b[32m");
        }
    }

    private static Pty watch(String apples, String variable) throws Exception {
        var words = new ArrayList<>(List.of("env", variable.isEmpty() ? "A=b" : variable + "=1"));
        words.addAll(ChildJvm.command(
                List.of(
                        "-Despalier.root=" + rollouts.clone.root,
                        "-Despalier.terminal=true",
                        "-Despalier.terminal.out=true"),
                GardenProgram.class,
                apples,
                "green",
                "watch"));
        words.addAll(rollouts.kubeconfig(User.ADMIN));
        return Pty.start(folder, 80, 24, "xterm-256color", words);
    }

    private static String normal(String screen) {
        return screen.replaceAll("watching [0-9a-f]{8}", "watching HASH")
                .replaceAll("127.0.0.1:\\d+", "SERVER")
                .replaceAll("(?m) +\\d+\\.\\d( |$)", "      N.N$1");
    }

    @Test
    @Order(4)
    void aRightThatIsMissing() {
        var said = new StringBuilder();
        for (String command : List.of("status", "suspend apps-apples", "reconcile apps-apples", "watch", "doctor")) {
            Run run = rollouts.espalier(User.VISITOR, command.split(" "));
            assertThat(run.exit()).as(command).isEqualTo(3);
            said.append("$ espalier " + command + "\n" + normal(run.err()) + "\n");
        }
        Snapshots.verify("e2e/rights.txt", said.toString());
    }

    /** The role that is printed is enough, and without the right to watch alone it is said at once. */
    @Test
    @Order(5)
    void theRoleThatIsPrintedIsEnough() {
        String told = rollouts.espalier(User.VISITOR, "watch").err();
        String role = told.substring(told.indexOf("apiVersion: "));
        apply(role);
        apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: visitors}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: espalier}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: visitors}]
                """);
        Await.until(
                20,
                () -> rollouts.espalier(User.VISITOR, "watch", "--timeout", "1m")
                                .exit()
                        == 0,
                () -> "the role is not enough");

        apply(role.replace("list, patch, watch", "list, patch").replace("list, watch", "list"));
        rollouts.sow("grey", "green");
        assertThat(rollouts.espalier(User.ADMIN, "push").exit()).isZero();
        ServerProcess controller = rollouts.holdUp();
        Run run = rollouts.espalier(User.VISITOR, "watch", "--timeout", "1m");
        controller.goOn();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).containsPattern("this user may not watch \\w+ of .*toolkit.fluxcd.io. The least role");
    }

    private static void apply(String yaml) {
        KubernetesApi.objects(yaml).forEach(object -> api.apply(object, "test").expectSuccess());
    }
}
