package mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code docs/quality.md}: what {@code make mutation} ends with. */
public final class Quality {
    private Quality() {}

    /**
     * What is not measured now stays on the page as it is, with the day on which it was: other clusters than those that are named, and
     * the chapter about broken code where PIT has written no report.
     *
     * @param args the repository's directory, and the clusters; all where none is named
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args.length == 0 ? "." : args[0]);
        List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
        Path file = root.resolve("docs/quality.md");
        String page = Files.exists(file) ? Files.readString(file) : "";
        String when = LocalDate.now(ZoneOffset.UTC) + " at " + commit(root);
        var parts = new ArrayList<ClusterPart>();
        List<Mutants> corpus = Corpus.of(root);
        var namings = Namings.of(corpus);
        for (Mutants mutants : corpus) {
            if (wanted.isEmpty() || wanted.contains(mutants.name())) {
                parts.add(measured(mutants, namings, when));
            } else {
                ClusterPart.in(page, mutants.name()).ifPresent(parts::add);
            }
        }
        Files.writeString(file, QualityReport.of(parts, code(root, page)));
    }

    private static ClusterPart measured(Mutants mutants, Namings namings, String when) {
        long start = System.nanoTime();
        var outcome = Outcome.of(mutants.name(), mutants.of(mutants.places()), namings);
        System.err.println(mutants.name() + ": " + outcome.noticed() + " of "
                + outcome.mutants().size() + " noticed, " + Outcome.shown(outcome.shareOfNamings()) + " of references ("
                + (System.nanoTime() - start) / 1_000_000 + " ms)");
        return QualityReport.part(outcome, when);
    }

    private static String code(Path root, String page) throws IOException {
        Path pit = root.resolve("target/pit-reports/mutations.xml");
        if (!Files.exists(pit)) {
            System.err.println(
                    "NOTICE: the chapter about broken code is left as it is, since PIT has written no report.");
            return ClusterPart.code(page);
        }
        LocalDate day = LocalDate.ofInstant(Files.getLastModifiedTime(pit).toInstant(), ZoneOffset.UTC);
        return QualityReport.code(Survivors.read(pit), Survivors.weakest(pit), day);
    }

    /** The commit of {@code root}, and whether anything has changed since. */
    private static String commit(Path root) throws IOException, InterruptedException {
        String head = git(root, "rev-parse", "--short=10", "HEAD");
        return git(root, "status", "--porcelain", "--", "src", "pom.xml").isEmpty()
                ? head
                : head + " and what was not committed";
    }

    private static String git(Path root, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.strip() : "no commit";
    }
}
