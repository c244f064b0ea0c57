package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a HelmRelease is not ready. */
final class HelmReleaseAnalysis {
    private static final Pattern VALUES_FROM =
            Pattern.compile("(Secret|ConfigMap) chart values reference '([\\w./-]+)'");

    private HelmReleaseAnalysis() {}

    static Ailment of(Mapping release, Snapshot snapshot) {
        Id id = Id.of(release);
        Mapping ready = Fields.condition(release, "Ready");
        String reason = Fields.text(ready, "reason");
        if (reason.equals("DependencyNotReady")) {
            return Dependencies.of(release, snapshot);
        }
        if (reason.equals("ValuesError")) {
            return Ailment.of(values(id, Fields.text(ready, "message")));
        }
        Ailment source = source(id, release, snapshot);
        if (!source.isNone()
                && List.of("SourceNotReady", "ArtifactFailed", "Progressing", "")
                        .contains(reason)) {
            return source;
        }
        // After a remediation Ready tells of that; Released goes on telling what went wrong before.
        Mapping released = Fields.condition(release, "Released");
        boolean failed = Fields.text(released, "status").equals("False");
        String message = Fields.text(failed ? released : ready, "message");
        Ailment found = failed || !reason.equals("Progressing") ? failure(id, release, message) : Ailment.NONE;
        if (found.isNone()) {
            found = workloads(release, snapshot);
        }
        if (found.isNone() && failed) {
            found = Ailment.of(Cause.of(
                    "release-failed", id, "Helm could not install or upgrade it", message, Commands.describe(id)));
        }
        if (!Fields.is(release, "Stalled", "True")) {
            return found;
        }
        String stalled = Fields.text(Fields.condition(release, "Stalled"), "message");
        var causes = new ArrayList<Cause>();
        for (Cause cause : found.causes()) {
            causes.add(cause.with(
                    List.of("Flux does not try again: " + Cause.tidy(stalled) + "; once it is mended: " + retry(id))));
        }
        if (found.isNone()) {
            causes.add(Cause.of("stalled", id, "Flux has given it up", stalled, retry(id)));
        }
        return new Ailment(causes, found.waitsFor());
    }

    private static String retry(Id id) {
        return "flux reconcile helmrelease -n " + id.namespace() + " " + id.name() + " --reset";
    }

    private static Ailment source(Id id, Mapping release, Snapshot snapshot) {
        Id source = Id.of(Fields.mapping(release, "spec", "chartRef"), "HelmChart", id.namespace());
        String chart = Fields.text(release, "status", "helmChart");
        int slash = chart.indexOf('/');
        if (source == null && slash > 0) {
            source = new Id("HelmChart", chart.substring(0, slash), chart.substring(slash + 1));
        }
        return source == null || snapshot.isMissing(source) && source.kind().equals("HelmChart") && slash > 0
                ? Ailment.NONE
                : SourceAnalysis.of(source, snapshot, List.of(id));
    }

    private static Cause values(Id id, String message) {
        Matcher from = VALUES_FROM.matcher(message);
        boolean named = from.find();
        String name = named ? from.group(2).substring(from.group(2).indexOf('/') + 1) : "";
        Id object = named ? new Id(from.group(1), id.namespace(), name) : id;
        return Cause.of(
                "values-missing",
                object,
                named
                        ? "values are to be taken from it, but it, or the key that is named, is not there"
                        : "its values cannot be put together",
                message,
                named
                        ? Commands.kubectl(
                                object, "describe " + object.kind().toLowerCase(java.util.Locale.ROOT) + " " + name)
                        : Commands.describe(id),
                List.of(object, id));
    }

    private static Ailment failure(Id id, Mapping release, String message) {
        if (message.contains("values don't meet the specifications of the schema")) {
            return Ailment.of(Cause.of(
                    "values-refused",
                    id,
                    "the chart's own schema refuses the values",
                    message,
                    Commands.kubectl(id, "get helmrelease " + id.name() + " -o jsonpath='{.spec.values}'")));
        }
        if (message.contains("invalid ownership metadata")
                || message.contains("cannot be imported into the current release")) {
            return Ailment.of(Cause.of(
                    "owned-elsewhere",
                    id,
                    "an object of the chart is there already, and not Helm's",
                    message,
                    Commands.describe(id)));
        }
        if (message.contains("another operation") && message.contains("in progress")) {
            return Ailment.of(Cause.of(
                    "release-locked",
                    id,
                    "an earlier run of Helm ended midway and left its lock",
                    message,
                    "helm -n " + Releases.namespace(release) + " history " + Releases.name(release)));
        }
        Cause known = Failure.of(release, message);
        return known == null ? Ailment.NONE : Ailment.of(known);
    }

    /** What the release installed, as far as it is there and does not run. */
    private static Ailment workloads(Mapping release, Snapshot snapshot) {
        var causes = new ArrayList<Cause>();
        var waitsFor = new ArrayList<Id>();
        for (String kind : Workloads.KINDS) {
            for (Mapping object : snapshot.ofKind(kind)) {
                if (Releases.made(release, object)) {
                    Ailment ailment = Workloads.of(object, snapshot);
                    causes.addAll(ailment.causes());
                    waitsFor.addAll(ailment.waitsFor());
                }
            }
        }
        for (Mapping claim : snapshot.ofKind("PersistentVolumeClaim")) {
            if (Releases.made(release, claim)) {
                causes.addAll(Claims.of(claim, snapshot));
            }
        }
        return new Ailment(causes, waitsFor);
    }
}
