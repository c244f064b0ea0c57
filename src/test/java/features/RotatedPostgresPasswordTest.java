package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clusters.Lab;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL's init container runs lets a new password reach a server that has its data already; on a real one. */
@Tag("long")
class RotatedPostgresPasswordTest {
    private static final String KEY = "postgres-credentials/POSTGRES_PASSWORD";
    private static final Compilation LAB = Compiled.compile(new Fleet().cluster("lab", Lab::new), "lab");

    @TempDir
    Path root;

    private Tools.Ran setPassword(String password) throws Exception {
        var start = ContainerStart.of(LAB, "StatefulSet", "postgres", "set-password", Map.of(KEY, password));
        var environment = new TreeMap<>(start.environment());
        environment.put("PGDATA", PostgresServer.data(root).toString());
        return PostgresServer.runBeside(root, start.words(), environment);
    }

    @Test
    void theServerTakesTheNewPassword() throws Exception {
        try (var server = PostgresServer.start(root, "canary-old")) {
            server.execute("CREATE TABLE answers AS SELECT 42 AS answer");
        }
        // Not what the lab declares, but what a person may put there.
        String before = "canary-old";
        for (String after : new String[] {"canary-new", "canary it's \"quoted\" \\ $HOME $(id) %s é"}) {
            Tools.Ran ran = setPassword(after);
            assertThat(ran.exit()).as(ran.out()).isZero();
            assertThat(ran.out()).doesNotContain("canary");
            String old = before;
            try (var server = PostgresServer.open(root, after)) {
                server.execute("SELECT answer FROM answers");
                assertThatThrownBy(() -> server.logIn("postgres", "postgres", old))
                        .hasMessageContaining("password authentication failed");
            }
            before = after;
        }
    }

    /** A server that was killed has left its lock, and a journal to go through. */
    @Test
    void afterAKill() throws Exception {
        try (var server = PostgresServer.start(root, "canary-old")) {
            server.execute("CREATE TABLE answers AS SELECT 42 AS answer");
            List<ProcessHandle> children = server.process().descendants().toList();
            server.process().destroyForcibly().waitFor();
            for (ProcessHandle child :
                    children) { // each sees that it is gone, and keeps the data from others until then
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(PostgresServer.data(root).resolve("postmaster.pid")).exists();
        assertThat(setPassword("canary-new").exit()).isZero();
        try (var server = PostgresServer.open(root, "canary-new")) {
            server.execute("SELECT answer FROM answers");
        }
    }

    @Test
    void aNewVolumeIsLeftToTheImage() throws Exception {
        PostgresServer.start(root, "canary-old").close();
        Path version = PostgresServer.data(root).resolve("PG_VERSION");
        Files.move(version, version.resolveSibling("elsewhere"));
        Tools.Ran ran = setPassword("canary-new");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void dataThatCannotBeReadEndsTheInitContainer() throws Exception {
        PostgresServer.start(root, "canary-old").close();
        Files.delete(PostgresServer.data(root).resolve("global/pg_control"));
        Tools.Ran ran = setPassword("canary-new");
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.out()).doesNotContain("canary");
    }
}
