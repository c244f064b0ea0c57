package e2e;

import e2e.ControlPlaneFiles.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A real Kubernetes on loopback for the tests of one class: etcd, the API server, the controllers, the scheduler, and one
 * fake node whose pods turn ready without running.
 *
 * <p>Its logs stay in {@code target/e2e/<class>/} when a test fails.
 */
final class ControlPlane implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private final boolean withKubelet;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean failed;
    private Path folder;
    private Path logs;
    private ControlPlaneFiles files;
    private String address;
    private Runnable apiServerStart = () -> {};
    private KubernetesApi api;

    ControlPlane() {
        this(true);
    }

    private ControlPlane(boolean withKubelet) {
        this.withKubelet = withKubelet;
    }

    /** One on whose node pods stay as the scheduler left them, unless the test says what becomes of them. */
    static ControlPlane withoutKubelet() {
        return new ControlPlane(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Programs.find("kube-apiserver");
        long start = System.nanoTime();
        String name = context.getRequiredTestClass().getSimpleName();
        folder = Files.createTempDirectory("e2e");
        logs = Path.of(System.getProperty("espalier.root", "."), "target", "e2e", name);
        delete(logs);
        Files.createDirectories(logs);
        failed = true; // until everything is up
        startAll();
        failed = false;
        System.err.println("e2e: the control plane was up after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private void startAll() {
        files = new ControlPlaneFiles(folder);
        var processes = new KubernetesProcesses(files, logs);
        int port = LoopbackPorts.free();
        int etcdPort = LoopbackPorts.free();
        address = "https://127.0.0.1:" + port;
        beside(processes.etcd(etcdPort));
        apiServerStart = () -> beside(processes.apiServer(port, etcdPort)).await(60, this::answers);
        apiServerStart.run();
        beside(processes.controllerManager(address));
        beside(processes.scheduler(address));
        if (withKubelet) {
            beside(processes.kwok(address));
        }
        FakeNode.join(api);
        Await.until(30, () -> api.get("/api/v1/namespaces/default").ok(), () -> "there is no namespace default");
    }

    private boolean answers() {
        if (api == null) {
            if (!isWritten(files.certificate())) {
                return false;
            }
            api = new KubernetesApi(address, files.certificate(), files.token(User.ADMIN));
        }
        try {
            return api.get("/readyz").ok();
        } catch (UncheckedIOException e) {
            return false; // nobody listens yet
        }
    }

    /** The server writes the file when it starts, and not at once. */
    private static boolean isWritten(Path certificate) {
        try {
            return Files.exists(certificate) && Files.readString(certificate).contains("-----END CERTIFICATE-----");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that ends together with the control plane, before it. */
    <T extends AutoCloseable> T beside(T program) {
        running.push(program);
        return program;
    }

    /** The program of that name which was started last. */
    ServerProcess process(String name) {
        for (AutoCloseable each : running) {
            if (each instanceof ServerProcess process && process.name().equals(name)) {
                return process;
            }
        }
        throw new IllegalStateException("nobody has started " + name);
    }

    /** Starts the API server again, where it was. */
    void startApiServer() {
        apiServerStart.run();
    }

    KubernetesApi api() {
        return api;
    }

    /** Where the programs' output goes. */
    Path logs() {
        return logs;
    }

    /** A new folder that goes with the control plane. */
    Path data(String name) {
        return files.data(name);
    }

    /** A kubeconfig of {@code user}. */
    Path kubeconfig(User user) {
        return files.kubeconfig(user, address);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        failed = true;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
        if (folder == null) {
            return; // skipped
        }
        delete(folder);
        if (failed || context.getExecutionException().isPresent()) {
            System.err.println("e2e: the logs are in " + logs);
        } else {
            delete(logs);
        }
    }

    private static void delete(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
