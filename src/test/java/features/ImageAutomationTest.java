package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.flux.ImageTags;
import espalier.kubernetes.Deployment;
import infra.images.ImageAutomation.FollowSettings;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flux looks for new images, and writes them where their markers stand. */
class ImageAutomationTest {
    private static final Consumer<FollowSettings> RULES = a -> a.follow("test-store", ImageTags.lastOfAlphabet())
            .follow("test-nightly", ImageTags.highestNumber("^build-(?P<number>[0-9]+)$", "$number"));

    /** Runs {@code image} in a Deployment of its own. */
    private static final class App extends Component {
        App(Scope scope, String id, String image) {
            super(scope, id);
            new Deployment(this, d -> d.container("web", image, c -> {}));
        }
    }

    private static void apps(Stage apps) {
        new App(apps, "films", "ghcr.io/example/films:v1.0.0");
        new App(apps, "next", "ghcr.io/example/films:v1.0.0");
        new App(apps, "news", "registry.example.com/private/news:2026.1.0");
        new App(apps, "store", "docker.io/pgsty/minio:latest");
        new Charts(apps);
    }

    /** A release to whose chart images are told in the three ways that charts have. */
    private static final class Charts extends Component {
        Charts(Scope scope) {
            super(scope, "charts");
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(
                    this,
                    charts.chart("web", "1.0.0"),
                    CrdOwner.ELSEWHERE,
                    r -> r.image("redis:8", "cache", "image")
                            .imageTag("registry.example.com/private/nightly:build-1", "nightly", "tag")
                            .wholeImage("ghcr.io/example/films:v1.0.0", "films"));
        }
    }

    @Test
    void whatIsMarkedIsFollowedByRulesAndLoginsOfItsOwn() {
        Compilation compilation = Followed.by(
                "followed.yaml",
                a -> {
                    RULES.accept(a);
                    a.bot(b -> b.author("Gardener", "gardener@example.com")
                            .interval(Duration.ofHours(1))
                            .push("updates")
                            .message("Update images"));
                },
                ImageAutomationTest::apps);
        Snapshots.verify(
                "constructs/image-automation.yaml",
                Compiled.files(compilation, "configs/images/") + Compiled.files(compilation, "apps/charts/"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.x, ",
        "v0.9.1, 0.x, ",
        "2026.8.2, >=2000.0.0, ",
        "1.27.0-alpine, 1.x, ^(?P<version>v?[0-9]+\\.[0-9]+\\.[0-9]+)-alpine$",
        "1.27, , ",
        "main-latest, , ",
        "RELEASE.2026-08-04T00-00-00Z, , ",
        "1.2.3-rc1, , ",
        "01.2.3, , "
    })
    void aTagThatIsAVersionTellsItself(String tag, String range, String pattern) {
        ImageTags tags = ImageTags.like(tag);
        String said = tags == null ? null : tags.toString();
        assertThat(said)
                .isEqualTo(range == null ? null : "versions " + range + (pattern == null ? "" : " of " + pattern));
    }
}
