package espalier.verdict;

import espalier.Exemption;
import espalier.Finding;
import espalier.Finding.Place;
import espalier.Identity;
import espalier.Origin;
import espalier.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verdicts for programs, in the form that {@code docs/check-json.md} describes. */
public final class JsonReport {
    /** Changes when a reader of the last form would misread the next; new members alone do not count. */
    private static final int FORMAT = 1;

    private final Sources sources;
    private final JsonWriter json = new JsonWriter();
    private final Fingerprints fingerprints = new Fingerprints();

    private JsonReport(Sources sources) {
        this.sources = sources;
    }

    /** The document about {@code verdicts}, made by {@code version} of the program. */
    public static String of(List<Verdict> verdicts, Sources sources, String version) {
        var report = new JsonReport(sources);
        report.write(verdicts, version);
        return report.json.toString();
    }

    private void write(List<Verdict> verdicts, String version) {
        json.object().member("format", FORMAT);
        json.name("tool").object().member("name", "espalier").member("version", version);
        json.endObject().name("clusters").array();
        int errors = 0;
        int warnings = 0;
        int failed = 0;
        for (Verdict verdict : verdicts) {
            cluster(verdict);
            errors += verdict.errors();
            warnings += verdict.warnings();
            failed += verdict.errors() > 0 ? 1 : 0;
        }
        json.endArray().name("summary").object();
        json.member("clusters", verdicts.size()).member("failed", failed);
        json.member("errors", errors).member("warnings", warnings);
        json.endObject().endObject();
    }

    private void cluster(Verdict verdict) {
        json.object().member("name", verdict.cluster()).member("passed", verdict.errors() == 0);
        json.member("errors", verdict.errors()).member("warnings", verdict.warnings());
        json.member("components", verdict.components()).member("objects", verdict.objects());
        json.name("findings").array();
        verdict.findings().forEach(this::finding);
        json.endArray().name("waivers").array();
        verdict.waivers().forEach(this::waiver);
        json.endArray().name("notChecked").array();
        for (Unchecked each : verdict.unchecked()) {
            json.object().member("kind", each.kind().id()).member("what", each.what());
            json.member("why", each.why()).endObject();
        }
        json.endArray().endObject();
    }

    private void finding(Finding finding) {
        json.object().member("rule", finding.rule().id()).member("severity", severity(finding));
        String fix = finding.fix();
        json.member("message", sources.in(finding.message()));
        json.member("fix", fix == null ? null : sources.in(fix));
        json.member("construct", finding.path());
        place(finding.place());
        json.name("also").array();
        for (Place place : finding.also()) {
            json.object();
            place(place);
            json.endObject();
        }
        json.endArray().member("fingerprint", fingerprints.of(finding)).endObject();
    }

    /** The word for how bad a finding is. */
    static String severity(Finding finding) {
        return finding.isError() ? "error" : "warning";
    }

    private void place(Place place) {
        Identity object = place.object();
        json.name("object");
        if (object == null) {
            json.value(null);
        } else {
            json.object().member("group", object.group()).member("kind", object.kind());
            json.member("namespace", object.namespace())
                    .member("name", object.name())
                    .endObject();
        }
        json.member("field", place.field());
        line("at", place.origin().line());
        line("inner", place.origin().inner());
    }

    private void line(String name, Origin.@Nullable Line line) {
        json.name(name);
        if (line == null) {
            json.value(null);
        } else {
            json.object().member("file", sources.file(line)).member("line", line.number());
            json.endObject();
        }
    }

    private void waiver(Exemption waiver) {
        json.object()
                .member("rule", waiver.what())
                .member("construct", waiver.where().path());
        json.member("because", waiver.because());
        line("at", waiver.origin().line());
        json.endObject();
    }
}
