package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that speaks to a cluster ends in the time that it was given, and says what it waited for. */
@Tag("long")
class UnreachableClusterTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void commit() {
        checkout = Checkout.create(folder)
                .orchard(o -> o.app("apple", "example.com/apple:1"))
                .synth()
                .commit("Begin");
    }

    private Run run(int port, String command) {
        checkout.write("config", """
                current-context: lab
                contexts: [{name: lab, context: {cluster: lab, user: ada}}]
                clusters: [{name: lab, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: ada, user: {token: x}}]
                """.formatted(port));
        return checkout.espalier((command + " --kubeconfig config").split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status", "suspend apps-apple", "resume apps-apple", "reconcile apps-apple", "watch", "doctor"})
    void aServerThatNeverAnswers(String command) throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            Run run = run(silent.getLocalPort(), command + " --timeout 2s");
            assertThat(run.err())
                    .contains("the API server at lab (http://127.0.0.1:" + silent.getLocalPort()
                            + ") did not answer in time");
            assertThat(run.exit()).isEqualTo(4);
            assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "watch", "doctor"})
    void nobodyAnswers(String command) throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Run run = run(port, command);
        assertThat(run.err()).contains("nobody answers at lab (http://127.0.0.1:" + port + ")");
        assertThat(run.exit()).isEqualTo(3);
    }

    @Test
    void aTimeThatIsNone() {
        Run run = run(1, "status --timeout soon");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Tried to wait for \"soon\", but that is no time: write it as in 90s, 5m or 1h\n");
    }
}
