package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.compile.Compilation;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Health;
import espalier.kubernetes.Probe;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A server that speaks HTTP says once how it is asked, and all three probes follow. */
class HealthTest {
    private static Compilation server(Consumer<Container> more) {
        return Compiled.stage(apps -> new Deployment(
                apps,
                "server",
                d -> d.container("web", "example.com/web:1", c -> {
                    c.port("http", 8080);
                    more.accept(c);
                })));
    }

    @Test
    void onePageIsAskedByAllThree() {
        String files = Compiled.files(server(c -> c.health(Health.http("http", "/healthz"))), "apps/")
                + Compiled.files(
                        server(c -> c.health(Health.http("http", "/alive")
                                .ready("/ready")
                                .starts(10, 90)
                                .within(15)
                                .every(60)
                                .failures(4))),
                        "apps/");
        Snapshots.verify("constructs/health.yaml", files);
    }

    @Test
    void itIsSetOnce() {
        var compilation = server(c -> c.health(Health.http("http", "/healthz")).health(Health.http("http", "/")));
        assertThat(compilation.findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("Tried to set \"health\"", "but it was already set");
    }

    @Test
    void aProbeOfItsOwnBesideItIsSetTwice() {
        var compilation = server(c -> c.health(Health.http("http", "/healthz")).liveness(Probe.tcp("http")));
        assertThat(compilation.findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("Tried to set \"liveness\"", "but it was already set");
    }

    @Test
    void nothingIsAFinding() {
        Health missing = null;
        assertThat(server(c -> c.health(missing)).findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("Tried to set \"health\"", "null is no value");
    }
}
