package mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not measured again stays on {@code docs/quality.md}, byte for byte. */
class QualityPageTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @Test
    void thePageIsMadeOfItsParts() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/quality.md"));
        String heading = ClusterPart.heading("");
        List<ClusterPart> parts = page.lines()
                .filter(line -> line.startsWith(heading))
                .map(line ->
                        ClusterPart.in(page, line.substring(heading.length())).orElseThrow())
                .toList();
        assertThat(parts).isNotEmpty();
        assertThat(QualityReport.of(parts, ClusterPart.code(page))).isEqualTo(page);
    }

    @Test
    void aClusterThatThePageDoesNotKnowHasNoPart() {
        assertThat(ClusterPart.in("# Quality\n", "lab")).isEmpty();
        assertThat(ClusterPart.code("# Quality\n")).isEmpty();
    }
}
