package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routes of Traefik that use something of another namespace, where the chart that installs it does not allow that: Traefik leaves
 * such a route out. Facts from the documentation of its provider {@code kubernetesCRD}, {@code allowCrossNamespace}.
 */
final class TraefikReach {
    private static final Set<String> READERS =
            Set.of("IngressRoute", "IngressRouteTCP", "IngressRouteUDP", "TraefikService");
    private static final String ALLOWS = "providers.kubernetesCRD.allowCrossNamespace";
    private static final FieldPath VALUES_FROM = FieldPath.of("spec", "valuesFrom");

    private TraefikReach() {}

    static void check(ObjectGraph graph) {
        boolean isUsed = false;
        for (String kind : READERS) {
            isUsed |= !graph.ofKind(kind).isEmpty();
        }
        InstalledChart traefik = isUsed ? only(InstalledCharts.of(graph)) : null;
        if (traefik == null || allows(traefik)) {
            return;
        }
        for (Edge edge : graph.edges()) {
            KubernetesObject reader = edge.reader();
            String namespace = edge.target().identity().namespace();
            boolean isApart =
                    !namespace.isEmpty() && !reader.namespace().isEmpty() && !namespace.equals(reader.namespace());
            if (isApart
                    && READERS.contains(reader.kind())
                    && reader.apiVersion().startsWith("traefik.io/")) {
                reader.error(
                        References.OTHER_NAMESPACE,
                        edge.field(),
                        edge.target().provider().unit() + " for " + reader.namespace(),
                        "Tried to use " + edge.target() + " in " + edge.field() + " of " + reader + ", but "
                                + traefik.release() + " installs Traefik without " + ALLOWS
                                + ", and so it looks in the namespace " + reader.namespace() + " only",
                        "make both in one namespace, or set that value of its chart to true");
            }
        }
    }

    /** The one Traefik that there is; of several nobody knows here which one reads a route. */
    private static @Nullable InstalledChart only(List<InstalledChart> charts) {
        InstalledChart only = null;
        for (InstalledChart chart : charts) {
            if (chart.name().equals("traefik")) {
                if (only != null) {
                    return null;
                }
                only = chart;
            }
        }
        return only;
    }

    /** Whether it is allowed, or could be by values that are not in git. */
    private static boolean allows(InstalledChart chart) {
        boolean isArgument = chart.values().get("additionalArguments") instanceof Sequence arguments
                && arguments.toString().toLowerCase(Locale.ROOT).contains("allowcrossnamespace");
        return chart.is(ALLOWS, false)
                || isArgument
                || VALUES_FROM.in(chart.release().body()) != null;
    }
}
