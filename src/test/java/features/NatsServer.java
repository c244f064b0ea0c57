package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.compile.Compilation;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pod {@code nats} of a cluster, run here: its files in a folder, its init container's script, then the real server.
 *
 * <p>Other than in the cluster, the absolute paths of the mounts stand below that folder, in the script and in the
 * arguments; and the server listens on free ports of loopback, which the command line sets over the configuration.
 */
record NatsServer(Process process, int port, Path log) implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\"nats\":\\s*\\[\\s*\"nats://127\\.0\\.0\\.1:(\\d+)\"");

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    /** Lays the pod's files out in {@code root} and runs the init container's script in {@code shell}. */
    static void prepare(Compilation cluster, Map<String, String> secrets, List<String> shell, Path root)
            throws Exception {
        var init = ContainerStart.of(cluster, "nats", "write-auth", secrets);
        var server = ContainerStart.of(cluster, "nats", "nats", secrets);
        for (ContainerStart container : List.of(init, server)) {
            for (Map<String, String> mount : container.mounts()) {
                mount(cluster, mount, root);
            }
        }
        if (!init.words().subList(0, 2).equals(List.of("sh", "-c"))) {
            throw new AssertionError("write-auth runs no script: " + init.words());
        }
        var words = new ArrayList<>(shell);
        words.addAll(List.of("-c", below(root, init, init.words().get(2))));
        Path output = root.resolve("init.log");
        Process process = init.start(words, output);
        if (process.waitFor() != 0 || Files.size(output) > 0) {
            throw new AssertionError(shell + " ended with " + process.exitValue() + ": " + Files.readString(output));
        }
    }

    private static void mount(Compilation cluster, Map<String, String> mount, Path root) throws IOException {
        Path at = Path.of(root + mount.get("mountPath"));
        String part = mount.get("subPath");
        if (part == null) {
            Files.createDirectories(at);
        } else {
            var data = (Map<?, ?>)
                    ContainerStart.read(cluster, "ConfigMap", mount.get("name")).get("data");
            Files.createDirectories(at.getParent());
            Files.writeString(at, (String) data.get(part), UTF_8);
        }
    }

    private static String below(Path root, ContainerStart container, String text) {
        String moved = text;
        for (Map<String, String> mount : container.mounts()) {
            moved = moved.replace(mount.get("mountPath"), root + mount.get("mountPath"));
        }
        return moved;
    }

    /** Starts the server on what {@link #prepare} left in {@code root}. */
    static NatsServer start(Compilation cluster, Map<String, String> secrets, Path root) throws Exception {
        var server = ContainerStart.of(cluster, "nats", "nats", secrets);
        var words = new ArrayList<>(List.of(Tools.find("nats-server")));
        server.words().forEach(word -> words.add(below(root, server, word)));
        Path ports = Files.createDirectories(root.resolve("ports"));
        words.addAll(List.of("-a", "127.0.0.1", "-p", "-1", "-m", "-1", "--ports_file_dir", ports.toString()));
        Path log = root.resolve("server.log");
        Process process = server.start(words, log);
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            Thread.sleep(50);
            try (Stream<Path> files = Files.list(ports)) {
                var port =
                        PORT.matcher(files.findFirst().map(NatsServer::content).orElse(""));
                if (port.find()) {
                    return new NatsServer(process, Integer.parseInt(port.group(1)), log);
                }
            }
        }
        process.destroyForcibly().waitFor();
        throw new AssertionError("nats-server did not start:\n" + Files.readString(log));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Logs in as {@code user}, null for nobody, and waits for an answer of the server. */
    void logIn(@Nullable String user, String password) throws Exception {
        var options = options("nats://127.0.0.1:" + port);
        logIn(user == null ? options : options.userInfo(user, password));
    }

    /** Logs in with a URL that holds user and password. */
    static void logIn(String url) throws Exception {
        logIn(options(url));
    }

    /** Whether the server sends away whoever comes with {@code user}, null for nobody, and {@code password}. */
    boolean refuses(@Nullable String user, String password) throws Exception {
        var options = options("nats://127.0.0.1:" + port);
        var refusal = new Refusal();
        options.errorListener(refusal);
        try {
            logIn(user == null ? options : options.userInfo(user, password));
        } catch (IOException | IllegalStateException | TimeoutException e) {
            return "Authorization Violation".equals(refusal.error);
        }
        return false;
    }

    /** Hangs up at the server's first word of an error; without it the client waits until its time is over. */
    private static final class Refusal implements ErrorListener {
        private volatile @Nullable String error;

        @Override
        public void errorOccurred(Connection connection, String error) {
            this.error = error;
            var closer = new Thread(() -> {
                try {
                    connection.close();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            closer.start();
        }
    }

    private static Options.Builder options(String url) {
        // One attempt, and no chatter on standard error.
        return new Options.Builder()
                .server(url)
                .connectionTimeout(ANSWER_WITHIN)
                .maxReconnects(0)
                .errorListener(new ErrorListener() {});
    }

    private static void logIn(Options.Builder options) throws Exception {
        try (Connection connection = Nats.connect(options.build())) {
            connection.flush(ANSWER_WITHIN);
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
