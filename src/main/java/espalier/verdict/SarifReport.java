package espalier.verdict;

import espalier.Finding;
import espalier.Finding.Place;
import espalier.Origin;
import espalier.json.JsonWriter;
import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts as SARIF 2.1.0, which code-scanning pages show at the lines of Java.
 *
 * <p>Paths are relative to the root of the repository ({@code %SRCROOT%}), of which no address is given: it differs by machine.
 * What was not checked stands in the notifications of the run.
 */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";
    /** Where a finding without a line is shown: viewers drop what has no place. */
    private static final Origin.Line SOMEWHERE = new Origin.Line("pom.xml", 1);

    private final Sources sources;
    private final JsonWriter json = new JsonWriter();
    private final Fingerprints fingerprints = new Fingerprints();
    /** The rules that were broken, each with its number. */
    private final Map<Rule, Integer> rules = new LinkedHashMap<>();

    private SarifReport(Sources sources) {
        this.sources = sources;
    }

    /** The document about {@code verdicts}, made by {@code version} of the program. */
    public static String of(List<Verdict> verdicts, Sources sources, String version) {
        var report = new SarifReport(sources);
        report.write(verdicts, version);
        return report.json.toString();
    }

    private void write(List<Verdict> verdicts, String version) {
        String pages = null;
        for (Verdict verdict : verdicts) {
            pages = pages == null ? verdict.pages() : pages;
            verdict.findings().forEach(finding -> rules.putIfAbsent(finding.rule(), rules.size()));
        }
        json.object().member("$schema", SCHEMA).member("version", "2.1.0");
        json.name("runs").array().object().name("tool").object().name("driver").object();
        json.member("name", "Espalier").member("version", version).name("rules").array();
        for (Rule rule : rules.keySet()) {
            rule(rule, pages);
        }
        json.endArray().endObject().endObject();
        json.name("originalUriBaseIds").object().name(ROOT).object();
        text("description", "The root of the repository.");
        json.endObject().endObject();
        json.name("invocations").array().object().member("executionSuccessful", true);
        json.name("toolExecutionNotifications").array();
        verdicts.forEach(this::notChecked);
        json.endArray().endObject().endArray();
        json.name("results").array();
        for (Verdict verdict : verdicts) {
            verdict.findings().forEach(this::result);
        }
        json.endArray().endObject().endArray().endObject();
    }

    private void rule(Rule rule, @Nullable String pages) {
        json.object().member("id", rule.id());
        text("shortDescription", rule.title());
        text("fullDescription", rule.title() + ". " + rule.why() + ".");
        json.memberIfAny("helpUri", pages == null || !RulePage.isKnown(rule) ? null : pages + rule.id());
        json.name("help").object().member("text", RulePage.text(rule)).member("markdown", RulePage.markdown(rule));
        json.endObject().name("defaultConfiguration").object();
        json.member("level", rule.severity() == Severity.ERROR ? "error" : "warning")
                .endObject();
        json.endObject();
    }

    private void notChecked(Verdict verdict) {
        for (Unchecked each : verdict.unchecked()) {
            json.object()
                    .name("descriptor")
                    .object()
                    .member("id", "not-checked/" + each.kind().id());
            json.endObject().member("level", "note");
            text("message", "Not checked in " + verdict.cluster() + ": " + each.what() + ", since " + each.why() + ".");
            json.endObject();
        }
    }

    private void result(Finding finding) {
        Integer index = rules.get(finding.rule());
        json.object().member("ruleId", finding.rule().id()).member("ruleIndex", index == null ? -1 : index);
        json.member("level", JsonReport.severity(finding));
        text("message", finding.message() + (finding.fix() == null ? "" : "\nFix: " + finding.fix()));
        json.name("locations").array().object();
        physical(finding.place());
        json.name("logicalLocations").array().object();
        json.member("fullyQualifiedName", finding.path()).member("kind", "resource");
        json.endObject().endArray().endObject().endArray();
        if (!finding.also().isEmpty()) {
            json.name("relatedLocations").array();
            for (int i = 0; i < finding.also().size(); i++) {
                related(i + 1, finding.also().get(i));
            }
            json.endArray();
        }
        json.name("partialFingerprints").object();
        // The one name that GitHub goes by; its own would be of the text of the line.
        json.member("primaryLocationLineHash", fingerprints.of(finding));
        json.endObject().endObject();
    }

    private void related(int id, Place place) {
        json.object().member("id", id);
        physical(place);
        if (place.object() != null) {
            text("message", "Also in " + (place.field() == null ? "" : place.field() + " of ") + place.object());
        }
        json.endObject();
    }

    private void physical(Place place) {
        Origin.Line known = place.origin().line();
        Origin.Line line = known == null ? SOMEWHERE : known;
        json.name("physicalLocation").object().name("artifactLocation").object();
        json.member("uri", uri(sources.file(line))).member("uriBaseId", ROOT).endObject();
        json.name("region").object().member("startLine", line.number()).endObject();
        json.endObject();
    }

    /** A path as the path of a URI. */
    private static String uri(String path) {
        try {
            return new java.net.URI(null, null, path, null).getRawPath();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void text(String name, String text) {
        json.name(name).object().member("text", text).endObject();
    }
}
