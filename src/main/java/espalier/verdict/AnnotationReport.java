package espalier.verdict;

import espalier.Finding;
import espalier.Finding.Place;
import espalier.Origin;
import espalier.annotation.Annotation;
import espalier.annotation.Annotation.Level;
import espalier.annotation.AnnotationRule;
import espalier.annotation.Sarif;
import espalier.annotation.WorkflowCommands;
import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verdicts as annotations at the lines of Java. */
public final class AnnotationReport {
    private final Sources sources;
    private final Fingerprints fingerprints = new Fingerprints();

    private AnnotationReport(Sources sources) {
        this.sources = sources;
    }

    /**
     * As SARIF, made by {@code version} of the program; what was not checked stands in the notifications of the run.
     *
     * @param folder where in the repository the clusters stand, with a slash at its end; empty for its root
     */
    public static String sarif(List<Verdict> verdicts, Sources sources, String folder, String version) {
        var report = new AnnotationReport(sources);
        var annotations = new ArrayList<Annotation>();
        var omissions = new ArrayList<Sarif.Omission>();
        Set<Rule> broken = new LinkedHashSet<>();
        String pages = null;
        for (Verdict verdict : verdicts) {
            pages = pages == null ? verdict.pages() : pages;
            for (Finding finding : verdict.findings()) {
                broken.add(finding.rule());
                String fix = finding.fix() == null ? "" : "\nFix: " + finding.fix();
                annotations.add(report.annotation(finding, sources.in(finding.message() + fix)));
            }
            for (Unchecked each : verdict.unchecked()) {
                omissions.add(new Sarif.Omission(
                        "not-checked/" + each.kind().id(),
                        "Not checked in " + verdict.cluster() + ": " + each.what() + ", since " + each.why() + "."));
            }
        }
        var rules = new ArrayList<AnnotationRule>();
        for (Rule rule : broken) {
            rules.add(rule(rule, pages));
        }
        return Sarif.of(new Sarif.Run(folder, "check", version, rules, annotations, omissions));
    }

    /** As the log lines of which GitHub Actions makes annotations, for clusters in that {@code folder} of the repository. */
    public static String github(List<Verdict> verdicts, Sources sources, String folder) {
        var report = new AnnotationReport(sources);
        var annotations = new ArrayList<Annotation>();
        for (Verdict verdict : verdicts) {
            for (Finding finding : verdict.findings()) {
                annotations.add(report.annotation(finding, sources.in(finding.message() + finding.address())));
            }
        }
        return WorkflowCommands.of(annotations, folder);
    }

    private Annotation annotation(Finding finding, String message) {
        var also = new ArrayList<Annotation.Related>();
        for (Place place : finding.also()) {
            String field = place.field() == null ? "" : place.field() + " of ";
            also.add(new Annotation.Related(
                    place(place.origin()), place.object() == null ? null : "Also in " + field + place.object()));
        }
        return new Annotation(
                finding.rule().id(),
                finding.isError() ? Level.ERROR : Level.WARNING,
                message,
                finding.path(),
                place(finding.origin()),
                also,
                fingerprints.of(finding));
    }

    private Annotation.@Nullable Place place(Origin origin) {
        Origin.Line line = origin.line();
        return line == null ? null : new Annotation.Place(sources.file(line), line.number());
    }

    private static AnnotationRule rule(Rule rule, @Nullable String pages) {
        return new AnnotationRule(
                rule.id(),
                rule.severity() == Severity.ERROR ? Level.ERROR : Level.WARNING,
                rule.title(),
                rule.title() + ". " + rule.why() + ".",
                pages == null || !RulePage.isKnown(rule) ? null : pages + rule.id(),
                RulePage.text(rule),
                RulePage.markdown(rule));
    }
}
