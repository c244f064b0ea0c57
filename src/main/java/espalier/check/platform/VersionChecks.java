package espalier.check.platform;

import espalier.Cluster;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import espalier.versions.FluxApis;
import espalier.versions.FluxRelease;
import espalier.versions.KubernetesApis;
import espalier.versions.ServedVersions.Span;
import espalier.versions.Version;
import org.jspecify.annotations.Nullable;

/** Whether the versions that the cluster names go together, and serve what its objects are written in. */
final class VersionChecks {
    private final Cluster cluster;
    private final @Nullable Version kubernetes;
    private final @Nullable Version flux;

    private VersionChecks(Cluster cluster) {
        this.cluster = cluster;
        kubernetes = version("Kubernetes", cluster.settings().kubernetes());
        flux = version("Flux", cluster.settings().flux());
    }

    static void check(ObjectGraph graph) {
        var checks = new VersionChecks(graph.cluster());
        checks.known();
        checks.together();
        if (checks.flux != null && FluxRelease.of(checks.flux) != null) {
            for (String kind : FluxApis.kinds()) {
                graph.ofKind(kind).forEach(checks::byFlux);
            }
        }
        if (checks.kubernetes != null && KubernetesApis.knows(checks.kubernetes)) {
            for (String kind : KubernetesApis.kinds()) {
                graph.ofKind(kind).forEach(checks::byKubernetes);
            }
        }
    }

    private @Nullable Version version(String of, String text) {
        Version version = text.isEmpty() ? null : Version.parse(text);
        if (version == null && !text.isEmpty()) {
            report(
                    Platforms.VERSION,
                    "Tried to run " + of + " \"" + text + "\", but a version is two or three numbers with dots between",
                    "write it as in " + (of.equals("Flux") ? "2.7.5" : "1.33.4"));
        }
        return version;
    }

    private void known() {
        if (kubernetes != null && !KubernetesApis.knows(kubernetes)) {
            unknown("Kubernetes " + kubernetes, KubernetesApis.known());
        }
        if (flux != null && FluxRelease.of(flux) == null) {
            unknown("Flux " + flux, FluxRelease.known());
        }
    }

    private void unknown(String found, String known) {
        report(
                Platforms.VERSION_UNKNOWN,
                "Tried to find out what " + found + " serves, but only " + known + " are known here",
                "correct it if it is a slip; else the objects are not checked against it");
    }

    private void together() {
        FluxRelease release = flux == null ? null : FluxRelease.of(flux);
        if (release == null || kubernetes == null || !KubernetesApis.knows(kubernetes)) {
            return;
        }
        if (kubernetes.isBefore(release.kubernetes())) {
            report(
                    Platforms.VERSIONS_APART,
                    "Tried to run Flux " + flux + " on Kubernetes " + kubernetes + ", but Flux " + release.line()
                            + " takes " + release.kubernetes() + " or later",
                    "upgrade Kubernetes first, or stay with an earlier Flux");
        } else if (release.lastTested().isBefore(kubernetes)
                && !release.lastTested().sameLine(kubernetes)) {
            report(
                    Platforms.VERSIONS_UNTESTED,
                    "Tried to run Flux " + flux + " on Kubernetes " + kubernetes + ", but Flux " + release.line()
                            + " was tested up to " + release.lastTested(),
                    "upgrade Flux");
        }
    }

    private void byFlux(KubernetesObject object) {
        Span span = flux == null ? null : FluxApis.refusal(object.apiVersion(), object.kind(), flux);
        if (span != null && flux != null) {
            refuse(object, "Flux", flux, span);
        }
    }

    private void byKubernetes(KubernetesObject object) {
        Version version = kubernetes;
        Span span = version == null ? null : KubernetesApis.refusal(object.apiVersion(), object.kind(), version);
        if (version != null && span != null) {
            refuse(object, "Kubernetes", version, span);
        }
    }

    private static void refuse(KubernetesObject object, String server, Version version, Span span) {
        boolean early = span.since() != null && version.isBefore(span.since());
        String when =
                early ? "serves it only from " + span.since() + " on" : "serves it no longer since " + span.until();
        String instead = span.instead();
        String fix = early ? "upgrade " + server : "make something else of it: nothing takes its place";
        if (instead != null) {
            fix = "write apiVersion: " + instead
                    + (early ? ", or upgrade " + server : ", and look whether fields changed");
        }
        object.error(
                Platforms.API_VERSION,
                "Tried to make " + object + " as " + object.apiVersion() + " for " + server + " " + version + ", but "
                        + server + " " + when,
                fix);
    }

    /** At the distribution, where there is one: there it can be waived. */
    private void report(Rule rule, String message, String fix) {
        MachineRoom room = MachineRoom.of(cluster);
        Node node = room == null ? cluster.node() : room.node();
        node.findings().report(rule, node, message, fix);
    }
}
