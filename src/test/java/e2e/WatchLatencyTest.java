package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.ControlPlaneFiles.User;
import espalier.Espalier;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon {@code watch} says that a component is live, after the controller has said so: beside {@code kubectl wait}, where there is a
 * kubectl, and beside a watch that does nothing else, whose sight of the change is the measure.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WatchLatencyTest {
    private static final int REPEATS = 7;
    private static final long MOST_MILLIS = 300;
    private static final ResourceDefinitionContext KUSTOMIZATION = new ResourceDefinitionContext.Builder()
            .withGroup("kustomize.toolkit.fluxcd.io")
            .withVersion("v1")
            .withKind("Kustomization")
            .withPlural("kustomizations")
            .withNamespaced(true)
            .build();

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    @Test
    void liveIsSaidAtOnce() throws Exception {
        var rollouts = new Rollouts(CONTROL_PLANE, folder);
        assertThat(rollouts.espalier(User.ADMIN, "watch", "--timeout", "2m").exit())
                .isZero();
        var ours = new ArrayList<Long>();
        var kubectl = new ArrayList<Long>();
        for (int i = 0; i < REPEATS; i++) {
            String apples = "color-" + i;
            rollouts.sow(apples, "green");
            assertThat(rollouts.espalier(User.ADMIN, "push").exit()).isZero();
            String commit = rollouts.clone.git("rev-parse", "HEAD").strip();
            ServerProcess controller = rollouts.holdUp();
            try (var client = client();
                    var seen = new Sight(client, commit)) {
                CompletableFuture<Long> watch = CompletableFuture.supplyAsync(() -> watch(rollouts, apples));
                CompletableFuture<Long> wait = CompletableFuture.supplyAsync(() -> kubectl(commit));
                Thread.sleep(3000); // all three are there by then
                controller.goOn();
                long change = seen.time.get(60, TimeUnit.SECONDS);
                ours.add((watch.get(60, TimeUnit.SECONDS) - change) / 1_000_000);
                long end = wait.get(60, TimeUnit.SECONDS);
                if (end > 0) {
                    kubectl.add((end - change) / 1_000_000);
                }
            }
        }
        System.err.println("e2e: watch says live " + median(ours) + " ms (median; " + ours
                + ") after a bare watch has seen it, kubectl wait "
                + (kubectl.isEmpty() ? "was not there to compare" : median(kubectl) + " ms (" + kubectl + ")"));
        long slowMachine = kubectl.isEmpty() ? 0 : 2 * median(kubectl);
        assertThat(median(ours)).isLessThan(Math.max(MOST_MILLIS, slowMachine));
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** When the program's line that the component is live came, which it is told as JSON. */
    private static long watch(Rollouts rollouts, String apples) {
        var line = new StringBuilder();
        var live = new CompletableFuture<Long>();
        var out = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        line.append((char) b);
                        if (b == '\n') {
                            if (line.indexOf("\"apps-apples\"") > 0 && line.indexOf("\"ready\"") > 0) {
                                live.complete(System.nanoTime());
                            }
                            line.setLength(0);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
        var words = new ArrayList<>(List.of("watch", "--output", "json", "--timeout", "2m"));
        words.addAll(rollouts.kubeconfig(User.ADMIN));
        int exit = Espalier.run(
                words.toArray(String[]::new),
                fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, apples, "green")),
                rollouts.clone.root,
                out,
                System.err,
                false);
        assertThat(exit).isZero();
        return live.join();
    }

    /** When {@code kubectl wait} ended; 0 where there is none. */
    private static long kubectl(String commit) {
        try {
            Process process = new ProcessBuilder(
                            "kubectl",
                            "--kubeconfig=" + CONTROL_PLANE.kubeconfig(User.ADMIN),
                            "-n",
                            "flux-system",
                            "wait",
                            "kustomization/apps-apples",
                            "--for=jsonpath={.status.lastAppliedRevision}=main@sha1:" + commit,
                            "--timeout=60s")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? System.nanoTime() : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(
                        null, CONTROL_PLANE.kubeconfig(User.ADMIN).toFile()))
                .build();
    }

    /** The moment at which whoever only looks sees that the commit is applied. */
    private static final class Sight implements Watcher<GenericKubernetesResource>, AutoCloseable {
        final CompletableFuture<Long> time = new CompletableFuture<>();
        private final String commit;
        private final io.fabric8.kubernetes.client.Watch watch;

        Sight(KubernetesClient client, String commit) {
            this.commit = commit;
            this.watch = client.genericKubernetesResources(KUSTOMIZATION)
                    .inNamespace("flux-system")
                    .withName("apps-apples")
                    .watch(this);
        }

        @Override
        public void eventReceived(Action action, GenericKubernetesResource resource) {
            Object revision = resource.get("status", "lastAppliedRevision");
            if (("main@sha1:" + commit).equals(revision)) {
                time.complete(System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // the test ends with a time-out then
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
