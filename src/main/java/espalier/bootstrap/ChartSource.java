package espalier.bootstrap;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Where Helm finds a chart.
 *
 * @param chart its name in the repository, or its whole address
 * @param repository empty for a chart with an address of its own
 * @param version a version or a range; empty where the address says it
 */
record ChartSource(String chart, String repository, String version, boolean plainHttp) {
    private static final String SOURCES = "source.toolkit.fluxcd.io";

    /** What the release takes its chart from. */
    static ChartSource of(KubernetesObject release, ObjectGraph graph) throws BootstrapException {
        Mapping spec = release.body().copy().child("spec");
        Mapping reference = spec.mapping("chartRef");
        if (reference != null) {
            return repository(source(reference, release, graph), release);
        }
        Mapping chart = spec.child("chart").child("spec");
        KubernetesObject source = source(chart.child("sourceRef"), release, graph);
        Mapping at = source.body().copy().child("spec");
        if (!source.kind().equals("HelmRepository")) {
            throw BootstrapException.refused(release + " takes its chart from " + source
                    + ", which only Flux can read: take it from a HelmRepository or an OCIRepository");
        }
        refuse(source, at, "secretRef", "certSecretRef");
        refuse(release, chart, "valuesFiles", "valuesFile");
        String url = text(at, "url");
        String name = text(chart, "chart");
        String version = text(chart, "version");
        String exact = version.equals("*") ? "" : version;
        return url.startsWith("oci://")
                ? new ChartSource(url + (url.endsWith("/") ? "" : "/") + name, "", exact, isTrue(at, "insecure"))
                : new ChartSource(name, url, exact, false);
    }

    private static ChartSource repository(KubernetesObject source, KubernetesObject release) throws BootstrapException {
        if (!source.kind().equals("OCIRepository")) {
            throw BootstrapException.refused(release + " takes its chart from " + source
                    + ", which only Flux can read: take it" + " from a HelmRepository or an OCIRepository");
        }
        Mapping spec = source.body().copy().child("spec");
        refuse(source, spec, "secretRef", "certSecretRef", "proxySecretRef");
        Mapping ref = spec.child("ref");
        String digest = text(ref, "digest");
        String url = text(spec, "url") + (digest.isEmpty() ? "" : "@" + digest);
        String range = text(ref, "semver");
        String version = !digest.isEmpty() ? "" : range.isEmpty() ? text(ref, "tag") : range;
        return new ChartSource(url, "", version, isTrue(spec, "insecure"));
    }

    private static KubernetesObject source(Mapping reference, KubernetesObject release, ObjectGraph graph)
            throws BootstrapException {
        String namespace = text(reference, "namespace");
        var identity = Identity.of(
                SOURCES,
                text(reference, "kind"),
                namespace.isEmpty() ? release.namespace() : namespace,
                text(reference, "name"));
        KubernetesObject source = graph.object(identity);
        if (source == null) {
            throw BootstrapException.refused(
                    release + " takes its chart from " + identity + ", which is not in this cluster's Java");
        }
        return source;
    }

    /** Refuses what Flux would do, and nobody before it. */
    private static void refuse(KubernetesObject object, Mapping spec, String... fields) throws BootstrapException {
        for (String field : fields) {
            if (spec.has(field)) {
                throw BootstrapException.refused(
                        object + " has " + field
                                + ", which only Flux understands, and it is needed before Flux: take it from where anybody can read");
            }
        }
    }

    /** The chart with its version, for people. */
    @Override
    public String toString() {
        return chart.substring(chart.lastIndexOf('/') + 1) + (version.isEmpty() ? "" : " " + version);
    }

    private static boolean isTrue(Mapping mapping, String key) {
        return "true".equals(mapping.text(key));
    }

    static String text(@Nullable Mapping mapping, String key) {
        String text = mapping == null ? null : mapping.text(key);
        return text == null ? "" : text;
    }
}
