package espalier.doctor;

import espalier.tree.Mapping;
import java.util.List;

/** Why a source has nothing to give. */
final class SourceAnalysis {
    static final List<String> KINDS =
            List.of("GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart");

    private SourceAnalysis() {}

    static Ailment of(Mapping source, Snapshot snapshot) {
        Id id = Id.of(source);
        if (id.kind().equals("HelmRepository")
                && Fields.text(source, "spec", "type").equals("oci")) {
            return Ailment.NONE; // it is only an address, and has no status
        }
        if (id.kind().equals("HelmChart")) {
            Id repository = Id.of(Fields.mapping(source, "spec", "sourceRef"), "HelmRepository", id.namespace());
            Ailment above = repository == null ? Ailment.NONE : of(repository, snapshot, List.of(owner(id, snapshot)));
            if (!above.isNone()) {
                return above;
            }
        }
        Mapping fetch = Fields.condition(source, "FetchFailed");
        boolean fetchFailed = Fields.text(fetch, "status").equals("True");
        Mapping ready = fetchFailed ? fetch : Fields.condition(source, "Ready");
        String message = Fields.text(ready, "message");
        if (!fetchFailed && !Fields.text(ready, "status").equals("False")) {
            return Ailment.NONE;
        }
        return Ailment.of(
                id.kind().equals("HelmChart") ? chart(id, message, source, snapshot) : fetch(id, message, source));
    }

    /** What the source {@code id} has to do with somebody's ailment: it is not there, suspended without content, or ill. */
    static Ailment of(Id id, Snapshot snapshot, List<Id> readers) {
        if (snapshot.isMissing(id)) {
            return Ailment.of(Cause.of(
                    "source-missing",
                    id,
                    "there is no such source",
                    "",
                    "kubectl -n " + id.namespace() + " get " + id.kind().toLowerCase(java.util.Locale.ROOT),
                    readers));
        }
        Mapping source = snapshot.find(id);
        if (source == null) {
            return Ailment.NONE;
        }
        if (Fields.isSuspended(source) && !Fields.isReady(source)) {
            return Ailment.of(suspended(id));
        }
        return of(source, snapshot).isNone() ? Ailment.NONE : Ailment.waitsFor(List.of(id));
    }

    static Cause suspended(Id id) {
        return Cause.of(
                "suspended",
                id,
                "somebody suspended it, so that Flux does nothing with it",
                "",
                "espalier resume " + Commands.name(id));
    }

    /** The HelmRelease that a HelmChart is made for: Flux calls it by its namespace and name. */
    static Id owner(Id chart, Snapshot snapshot) {
        for (Mapping release : snapshot.ofKind("HelmRelease")) {
            if (Fields.text(release, "status", "helmChart").equals(chart.namespace() + "/" + chart.name())) {
                return Id.of(release);
            }
        }
        return chart;
    }

    private static Cause chart(Id id, String message, Mapping chart, Snapshot snapshot) {
        String name = Fields.text(chart, "spec", "chart");
        String version = Fields.text(chart, "spec", "version");
        boolean none = message.contains("chart with version matching") || message.contains("no chart name found");
        return Cause.of(
                none ? "chart-missing" : "chart-fetch",
                id,
                none
                        ? "its repository has no chart " + name + " in version " + version
                        : "the chart " + name + " " + version + " cannot be fetched",
                message,
                "helm show chart " + name + " --version " + version + " --repo "
                        + repositoryUrl(chart, id.namespace(), snapshot),
                List.of(owner(id, snapshot)));
    }

    private static String repositoryUrl(Mapping chart, String namespace, Snapshot snapshot) {
        Id repository = Id.of(Fields.mapping(chart, "spec", "sourceRef"), "HelmRepository", namespace);
        Mapping found = repository == null ? null : snapshot.find(repository);
        return found == null ? "URL" : Fields.text(found, "spec", "url");
    }

    private static Cause fetch(Id id, String message, Mapping source) {
        String url = Fields.text(source, "spec", "url");
        String what;
        String code;
        String lower = message.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("secret") && lower.contains("not found")) {
            code = "source-secret";
            what = "the Secret with its credential is not there";
        } else if (has(
                lower,
                "authentication",
                "unauthorized",
                "permission denied",
                "access denied",
                "authorization failed",
                "401",
                "403")) {
            code = "source-credential";
            what = url + " refuses its credential";
        } else if (has(
                lower,
                "couldn't find remote ref",
                "reference not found",
                "no match found for semver",
                "manifest unknown")) {
            code = "source-reference";
            what = url + " has no such branch, tag or version";
        } else if (has(
                lower,
                "no such host",
                "connection refused",
                "timeout",
                "timed out",
                "unreachable",
                "no route to host",
                "deadline exceeded")) {
            code = "source-unreachable";
            what = url + " cannot be reached";
        } else {
            code = "source-fetch";
            what = url + " cannot be fetched";
        }
        return Cause.of(code, id, what, message, "espalier reconcile " + Commands.name(id));
    }

    private static boolean has(String text, String... parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
