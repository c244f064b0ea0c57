package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.flux.FluxKustomization;
import espalier.flux.GitRepository;
import espalier.flux.ImageRepository;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often Flux looks, and how long it waits, can be said of a stage, of another repository's directory, and of an image. */
class PaceTest {
    private static final class Paced extends Cluster {
        Paced(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var apps =
                    new Stage(this, "apps", s -> s.every(Duration.ofMinutes(3)).within(Duration.ofMinutes(20)));
            var source =
                    new GitRepository(apps, "source", "https://git.example.com/team/tree", GitRepository.tag("v1.0.0"));
            new FluxKustomization(
                    apps,
                    "tree",
                    source,
                    "./tree",
                    k -> k.interval(Duration.ofMinutes(7)).timeout(Duration.ofSeconds(90)));
            external().kinds("image.toolkit.fluxcd.io", "a test");
            new ImageRepository(apps, "image", "ghcr.io/example/web", i -> i.interval(Duration.ofHours(2)));
        }
    }

    @Test
    void itStandsInTheirObjects() {
        var compilation = Compiled.cluster(Paced::new);
        assertThat(Compiled.files(compilation, "apps.yaml")).contains("  interval: 3m\n", "  timeout: 20m\n");
        assertThat(Compiled.files(compilation, "apps/tree/")).contains("  interval: 7m\n", "  timeout: 1m30s\n");
        assertThat(Compiled.files(compilation, "apps/image/")).contains("  interval: 2h\n");
    }
}
