package mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code docs/quality.md}: what {@code make mutation} ends with. */
public final class Quality {
    private Quality() {}

    /** @param args the repository's directory */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length == 0 ? "." : args[0]);
        var outcomes = new ArrayList<Outcome>();
        List<Mutants> corpus = Corpus.of(root);
        var namings = Namings.of(corpus);
        for (Mutants mutants : corpus) {
            long start = System.nanoTime();
            var outcome = Outcome.of(mutants.name(), mutants.of(mutants.places()), namings);
            outcomes.add(outcome);
            System.err.println(mutants.name() + ": " + outcome.noticed() + " of "
                    + outcome.mutants().size() + " noticed (" + (System.nanoTime() - start) / 1_000_000 + " ms)");
        }
        Path pit = root.resolve("target/pit-reports/mutations.xml");
        if (!Files.exists(pit)) {
            System.err.println("NOTICE: docs/quality.md is left as it is, since PIT has written no report yet.");
            System.out.print(QualityReport.of(outcomes, List.of(), List.of(), LocalDate.now(ZoneOffset.UTC)));
            return;
        }
        LocalDate day = LocalDate.ofInstant(Files.getLastModifiedTime(pit).toInstant(), ZoneOffset.UTC);
        String page = QualityReport.of(outcomes, Survivors.read(pit), Survivors.weakest(pit), day);
        Files.writeString(root.resolve("docs/quality.md"), page);
    }
}
