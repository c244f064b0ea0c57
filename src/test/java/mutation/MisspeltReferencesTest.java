package mutation;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No misspelling goes unnoticed that was noticed when {@code docs/quality.md} was written. */
@Tag("long")
class MisspeltReferencesTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final String ADVICE = "if a check now knows less, mend it; if the cluster itself has changed, run"
            + " `make mutation`, read the difference in docs/quality.md, and commit it";

    /** In percent: what a cluster may lose since its objects are others than then, without a new page. */
    private static final double LEEWAY = 1;

    @TestFactory
    Stream<DynamicTest> asMuchIsNoticedAsIsPublished() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/quality.md"));
        List<Mutants> corpus = Corpus.of(ROOT);
        var namings = Namings.of(corpus);
        return corpus.stream()
                .map(mutants -> DynamicTest.dynamicTest(mutants.name(), () -> {
                    Optional<Double> published = published(page, mutants.name());
                    if (published.isEmpty()) {
                        String message = "SKIPPED: no share is published for the cluster " + mutants.name()
                                + " yet: run `make mutation`";
                        System.err.println(message);
                        Assumptions.assumeTrue(false, message);
                    }
                    List<Place> sample = Outcome.sample(mutants.places());
                    var outcome = Outcome.of(mutants.name(), mutants.of(sample), namings);
                    assertThat(outcome.missed().get(Reason.NOT_LOOKED_UP))
                            .as("misses of a kind that is not published: " + ADVICE)
                            .allMatch(missed -> page.contains("- " + missed.field() + ":"));
                    assertThat(outcome.share())
                            .as("share of the sample of " + mutants.name() + " that is noticed: " + ADVICE)
                            .isGreaterThanOrEqualTo(published.get() - LEEWAY);
                }));
    }

    /** The share of the sample, from the table of the page. */
    private static Optional<Double> published(String page, String cluster) {
        return page.lines()
                .map(Pattern.compile("\\| " + cluster + " \\| ([0-9.]+) % \\|.*")::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Double.valueOf(matcher.group(1)))
                .findFirst();
    }

    /** Else a mutant could hide behind what is found anyway. */
    @Test
    void nothingIsWrongWithTheClustersThemselves() {
        for (Mutants mutants : Corpus.of(ROOT)) {
            assertThat(mutants.found())
                    .as(mutants.name())
                    .filteredOn(Finding::isError)
                    .isEmpty();
        }
    }

    @Test
    void aMisspellingChangesOneLetterOrOneNumber() {
        assertThat(List.of("redis", "GEMINI_API_KEY", "5432", "10.0.0.255", "a", "*.example.com"))
                .extracting(text -> Misspelling.of(text, "b"::equals))
                .containsExactly("reeis", "GEMINI_BPI_KEY", "5433", "10.0.0.256", "c", "*.examqle.com");
    }
}
