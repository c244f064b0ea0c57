package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.flux.ImageTags;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flux looks for new images, and writes them where their markers stand. */
class ImageAutomationTest {
    @Test
    void whatIsMarkedIsFollowedByRulesAndLoginsOfItsOwn() {
        Compilation compilation = Followed.by(
                "followed.yaml",
                a -> {
                    Followed.rules(a);
                    a.bot(b -> b.author("Gardener", "gardener@example.com")
                            .interval(Duration.ofHours(1))
                            .push("updates")
                            .message("Update images"));
                },
                Followed::apps);
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
        "v4.7.1-gpu-intel, 4.x, ^(?P<version>v?[0-9]+\\.[0-9]+\\.[0-9]+)-gpu-intel$",
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
