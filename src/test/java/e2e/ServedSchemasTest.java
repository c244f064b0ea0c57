package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.ControlPlaneFiles.User;
import features.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The schemas that come with the program are what {@code schemas pull} takes from a real API server with Flux's definitions. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServedSchemasTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("espalier.root", "."), "src/main/resources/espalier/schemas");

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    Path root;

    @Test
    void whatComesWithTheProgramIsWhatAServerSaysOfItself() throws IOException {
        FluxBootstrap.installDefinitions(CONTROL_PLANE.api());
        var checkout = Checkout.at(root);
        Checkout.Run run = checkout.espalier(
                "schemas",
                "pull",
                "--all",
                "--complete",
                "--kubeconfig",
                CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        assertThat(run.exit()).as(run.err()).isZero();

        var differing = new TreeMap<String, String>();
        int compared = 0;
        try (Stream<Path> files = Files.walk(root.resolve("schemas"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path shipped = SHIPPED.resolve(root.resolve("schemas").relativize(file));
                String text = Files.exists(shipped) ? Files.readString(shipped) : "";
                compared++;
                if (!text.equals(Files.readString(file))) {
                    differing.put(SHIPPED.relativize(shipped).toString(), Files.readString(file));
                }
            }
        }
        System.err.println("e2e: " + compared + " kinds of the server were compared with what comes with the program");
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThan(60);
        assertThat(checkout.espalier(
                                "schemas",
                                "pull",
                                "--all",
                                "--kubeconfig",
                                CONTROL_PLANE.kubeconfig(User.ADMIN).toString())
                        .out())
                .isEmpty();
    }
}
