package mutation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page {@code docs/quality.md}. */
final class QualityReport {
    private static final int WEAKEST = 15;

    private static final String INTRODUCTION = """
            # Quality

            Written by `make mutation`; never edited by hand.

            ## Misspelt references
            Every string or number in any object of a cluster that equals a name, namespace, key, port, label value, host or address of
            another object is misspelt, one at a time: a letter in its middle is the next one in the alphabet, a number is one more. The
            same goes for the hosts and ports in URLs. No list of fields decides what is broken, so much of it is no reference. Noticed is
            what gets a finding that the cluster as it is does not get. `estate` is a cluster made for this: all constructs, and plain
            manifests of the kinds that people bring along. The values of a release that carries workloads are made of these objects, and of
            nothing that anybody writes: what is broken is the objects.

            What is a reference is told by the data as well: a field whose values are, in all objects of all clusters, what things of
            one sort are called. Where the same field says once what nothing is called, it names nothing.

            """;

    private static final String EXPLANATION = """

            *Its own* is where an object says what it is known by itself, *said of others* is everywhere else. *References* leaves out the
            first two of these reasons for which nothing is noticed; the others are misses:

            """;

    private static final String SAMPLE = """

            `make long` breaks some hundreds of them again, and fails when less is noticed than when all were broken:

            | cluster | of the sample | all were broken |
            |---|---|---|
            """;

    private static final String CODE = """

            ## Broken code
            [PIT](https://pitest.org) changes the compiler's own code in small ways, such as a condition turned round, and runs the tests
            that compile clusters in the process itself. A change is killed when a test fails, or does not end. Last done on %s.

            | package | changed | killed | share |
            |---|---|---|---|
            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    /**
     * @param parts of all clusters
     * @param code the chapter about broken code, as {@link #code} gives it
     */
    static String of(List<ClusterPart> parts, String code) {
        var report = new QualityReport();
        report.references(parts);
        return report.page.append(code).toString();
    }

    /** @param day on which PIT ran */
    static String code(List<Survivors.Package> packages, List<Survivors.Type> weakest, LocalDate day) {
        var report = new QualityReport();
        report.page.setLength(0);
        report.chapter(packages, day);
        report.weakest(weakest);
        packages.forEach(report::survivors);
        return report.page.toString();
    }

    /** @param when the cluster was measured, and at which commit */
    static ClusterPart part(Outcome outcome, String when) {
        var report = new QualityReport();
        report.page.setLength(0);
        report.row("anywhere", outcome);
        report.row("said of others", outcome.only(false));
        report.row("its own", outcome.only(true));
        String rows = report.page.toString();
        report.page.setLength(0);
        String share = Outcome.shown(outcome.share(Outcome.sample(outcome.places())));
        report.line("| " + outcome.cluster() + " | " + share + " | " + when + " |");
        String sample = report.page.toString();
        report.page.setLength(0);
        report.line("\n" + ClusterPart.heading(outcome.cluster()));
        outcome.missed().forEach(report::misses);
        return new ClusterPart(outcome.cluster(), rows, sample, report.page.toString());
    }

    private void references(List<ClusterPart> parts) {
        var words = new ArrayList<String>();
        for (Reason reason : Reason.values()) {
            words.add(reason.word());
        }
        line("| cluster | where | misspelt | references | noticed | of references | " + String.join(" | ", words)
                + " |");
        line("|---|---|---|---|---|---|" + "---|".repeat(words.size()));
        parts.forEach(part -> page.append(part.rows()));
        page.append(EXPLANATION);
        for (Reason reason : Reason.values()) {
            line("- **" + reason.word() + "**: " + reason.meaning());
        }
        page.append(SAMPLE);
        parts.forEach(part -> page.append(part.sample()));
        parts.forEach(part -> page.append(part.misses()));
    }

    private void row(String where, Outcome part) {
        var row = new StringBuilder("| " + part.cluster() + " | " + where);
        row.append(" | ").append(part.mutants().size());
        row.append(" | ").append(part.namings());
        row.append(" | ").append(part.noticed());
        row.append(" | ").append(Outcome.shown(part.shareOfNamings()));
        for (Reason reason : Reason.values()) {
            row.append(" | ").append(part.missed(reason));
        }
        line(row.append(" |").toString());
    }

    private void misses(Reason reason, List<Mutants.Mutant> missed) {
        if (missed.isEmpty()) {
            return;
        }
        var byField = new TreeMap<String, Map<String, Integer>>();
        for (Mutants.Mutant mutant : missed) {
            byField.computeIfAbsent(mutant.field(), field -> new LinkedHashMap<>())
                    .merge("`" + mutant.place().text() + "` of " + mutant.name(), 1, Integer::sum);
        }
        line("\n**" + reason.word() + "**\n");
        byField.forEach((field, places) -> {
            var texts = new ArrayList<String>();
            places.forEach((text, count) -> texts.add(count == 1 ? text : text + " (" + count + " times)"));
            line("- " + field + ": " + String.join(", ", texts));
        });
    }

    private void chapter(List<Survivors.Package> packages, LocalDate day) {
        page.append(CODE.formatted(day));
        int changed = 0;
        int killed = 0;
        for (Survivors.Package each : packages) {
            changed += each.changed();
            killed += each.killed();
            codeRow("`" + each.name() + "`", each.changed(), each.killed());
        }
        codeRow("**all**", changed, killed);
    }

    private void weakest(List<Survivors.Type> types) {
        line("\nThe weakest classes:\n\n| class | changed | killed | share |\n|---|---|---|---|");
        for (Survivors.Type type : types.subList(0, Math.min(WEAKEST, types.size()))) {
            codeRow("`" + type.name() + "`", type.changed(), type.killed());
        }
    }

    private void survivors(Survivors.Package of) {
        if (!of.survivors().isEmpty()) {
            line("\n**Survivors in `" + of.name() + "`**\n");
            survivors(of.survivors());
        }
    }

    private void codeRow(String name, int changed, int killed) {
        String share = Outcome.shown(changed == 0 ? 100 : 100.0 * killed / changed);
        line("| " + name + " | " + changed + " | " + killed + " | " + share + " |");
    }

    private void survivors(List<Survivors.Survivor> survivors) {
        var byMethod = new TreeMap<String, Map<String, Integer>>();
        for (Survivors.Survivor survivor : survivors) {
            byMethod.computeIfAbsent(survivor.method(), method -> new TreeMap<>())
                    .merge(survivor.change(), 1, Integer::sum);
        }
        byMethod.forEach((method, changes) -> {
            var texts = new ArrayList<String>();
            changes.forEach((change, count) -> texts.add(count == 1 ? change : change + " (" + count + " times)"));
            line("- `" + method + "`: " + String.join(", ", texts));
        });
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
