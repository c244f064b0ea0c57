package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the toolbox the ceph command finds the monitors, also when Rook has moved one; by a real shell. */
class CephToolsTest {
    @TempDir
    Path root;

    @Test
    void monitorsAreFoundWhereRookHasThemNow() throws Exception {
        Path data = Files.createDirectories(root.resolve("rook")).resolve("data");
        Path configuration = Files.createDirectories(root.resolve("ceph")).resolve("ceph.conf");
        Files.writeString(data, "a=10.0.0.1:6789,b=10.0.0.2:6789");
        Process tools = start();
        try {
            waitUntil(configuration, "mon_host = 10.0.0.1:6789,10.0.0.2:6789\n");
            assertThat(configuration).content().contains("[client.admin]\nkeyring = ");
            assertThat(root.resolve("ceph/keyring")).hasContent("[client.admin]\nkey = a+secret/==\n");
            Files.writeString(data, "a=10.0.0.1:6789,c=10.0.0.3:6789");
            waitUntil(configuration, "mon_host = 10.0.0.1:6789,10.0.0.3:6789\n");
        } finally {
            tools.destroy();
        }
        assertThat(tools.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tools.exitValue())
                .as("it ends at once when its pod is stopped")
                .isZero();
    }

    /** The script of the toolbox, with its directories below {@link #root}, and a tenth of a second for ten. */
    private Process start() throws IOException {
        String script;
        try (var source = getClass().getResourceAsStream("/infra/ceph-tools.sh")) {
            script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        script = script.replace("/etc/ceph", root + "/ceph")
                .replace("/etc/rook", root + "/rook")
                .replace("sleep 10 ", "sleep 0.1 ");
        var command = new ProcessBuilder("sh", "-c", script).inheritIO();
        command.environment().put("CEPH_USER", "client.admin");
        command.environment().put("CEPH_KEY", "a+secret/==");
        return command.start();
    }

    private static void waitUntil(Path file, String line) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || !Files.readString(file).contains(line)) {
            assertThat(System.nanoTime()).as("the time until it says " + line).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
