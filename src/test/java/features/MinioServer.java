package features;

import espalier.compile.Compilation;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The pod {@code minio} of a cluster, run here by the real program: with its words and variables, its mounts below a folder,
 * on a free port of loopback.
 */
record MinioServer(Process process, int port, Path log) implements AutoCloseable {
    /** Starts the server on what is in {@code root} and waits until it is ready, as its probe asks. */
    static MinioServer start(Compilation cluster, Map<String, String> secrets, Path root) throws Exception {
        String program = Tools.find("minio");
        var container = ContainerStart.of(cluster, "StatefulSet", "minio", "minio", secrets);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var words = new ArrayList<String>();
        for (String word : container.words()) {
            words.add(word.startsWith("/") ? root + word : word);
        }
        words.set(0, program);
        words.addAll(List.of("--address", "127.0.0.1:" + port, "--quiet"));
        for (Map<String, String> mount : container.mounts()) {
            Files.createDirectories(Path.of(root + mount.get("mountPath")));
        }
        Path log = root.resolve("server.log");
        var server = new MinioServer(container.start(words, log), port, log);
        for (int i = 0; i < 300; i++) {
            if (server.status("/minio/health/ready") == 200) {
                return server;
            }
            if (!server.process.isAlive()) {
                break;
            }
            Thread.sleep(100);
        }
        server.close();
        throw new AssertionError("minio did not start:\n" + Files.readString(log));
    }

    /** What it answers to a request without a login. */
    int status(String path) throws IOException {
        var request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try {
            return request.getResponseCode();
        } catch (IOException e) {
            return -1;
        } finally {
            request.disconnect();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
