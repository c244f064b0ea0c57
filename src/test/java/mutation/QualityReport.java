package mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page {@code docs/quality.md}. */
final class QualityReport {
    private final StringBuilder page = new StringBuilder();

    static String of(List<Outcome> outcomes, List<Survivors.Package> packages) {
        var report = new QualityReport();
        report.line("# Quality");
        report.line("");
        report.line("Written by `make mutation`; never edited by hand.");
        report.references(outcomes);
        report.code(packages);
        return report.page.toString();
    }

    private void references(List<Outcome> outcomes) {
        line("");
        line("## Misspelt references");
        line(
                "Every string or number in any object of a cluster that equals a name, namespace, key, port, label value, host or");
        line(
                "address of another object is misspelt, one at a time: a letter in its middle is the next one in the alphabet, a");
        line(
                "number is one more. The same goes for the hosts and ports in URLs. No list of fields decides what is broken, so much of");
        line("it is no reference. Noticed is what gets a finding that the cluster as it is does not get.");
        line(
                "`estate` is a cluster made for this: all constructs, and plain manifests of the kinds that people bring along.");
        line("");
        line("| cluster | misspelt | noticed | of all | of what the objects tell | of a sample | " + words(" | ")
                + " |");
        line("|---|---|---|---|---|---|" + "---|".repeat(Reason.values().length));
        for (Outcome outcome : outcomes) {
            line(row(outcome));
        }
        line("");
        line(
                "`mvn verify` breaks the sample again, and fails when less of it is noticed than stands here. *Of what the objects tell*");
        line(
                "leaves out the misses that nobody could know who knows all objects and nothing else, which are the first five of:");
        line("");
        for (Reason reason : Reason.values()) {
            line("- **" + reason.word() + "**: " + reason.meaning());
        }
        for (Outcome outcome : outcomes) {
            line("");
            line("### Misses in " + outcome.cluster());
            outcome.missed().forEach(this::misses);
        }
    }

    private static String words(String between) {
        var words = new ArrayList<String>();
        for (Reason reason : Reason.values()) {
            words.add(reason.word());
        }
        return String.join(between, words);
    }

    private static String row(Outcome outcome) {
        var row = new StringBuilder("| " + outcome.cluster());
        row.append(" | ").append(outcome.mutants().size());
        row.append(" | ").append(outcome.noticed());
        row.append(" | ").append(Outcome.shown(outcome.share()));
        row.append(" | ").append(Outcome.shown(outcome.shareOfKnowable()));
        row.append(" | ").append(Outcome.shown(outcome.share(Outcome.sample(outcome.places()))));
        for (Reason reason : Reason.values()) {
            row.append(" | ").append(outcome.missed(reason));
        }
        return row.append(" |").toString();
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
        line("");
        line("**" + reason.word() + "**");
        line("");
        byField.forEach((field, places) -> {
            var texts = new ArrayList<String>();
            places.forEach((text, count) -> texts.add(count == 1 ? text : text + " (" + count + " times)"));
            line("- " + field + ": " + String.join(", ", texts));
        });
    }

    private void code(List<Survivors.Package> packages) {
        line("");
        line("## Broken code");
        line(
                "[PIT](https://pitest.org) changes the compiler's own code in small ways, such as a condition turned round, and");
        line("runs the tests that compile clusters in the process itself. A change is killed when a test fails.");
        line("");
        line("| package | changed | killed | share |");
        line("|---|---|---|---|");
        for (Survivors.Package each : packages) {
            line("| `" + each.name() + "` | " + each.changed() + " | " + each.killed() + " | " + each.share() + " |");
        }
        for (Survivors.Package each : packages) {
            if (!each.survivors().isEmpty()) {
                line("");
                line("**Survivors in `" + each.name() + "`**");
                line("");
                each.survivors().forEach(survivor -> line("- " + survivor));
            }
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
