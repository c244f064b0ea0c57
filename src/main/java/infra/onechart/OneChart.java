package infra.onechart;

import espalier.Exemption;
import espalier.LabelConvention;
import espalier.Node;
import espalier.Packaging;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs every Deployment that has a Service of its name as a release of the chart {@code onechart}.
 *
 * <p>What the chart renders, and of which values, was read in its templates (github.com/gimlet-io/onechart, {@code
 * charts/onechart} and {@code charts/common}, version 0.73.0); {@code e2e.OneChartTest} holds what the real Helm makes of it against
 * what is written here. The chart is one Deployment with one Service, both named as the release. All else of a component stays
 * beside it: a StatefulSet, a claim, a ServiceAccount, an Ingress, and a Deployment without a Service, to which the chart would
 * give one.
 */
public final class OneChart implements Packaging {
    /** The version whose templates are known here. */
    public static final String VERSION = "0.73.0";

    /** Where the chart is published. */
    public static final String REPOSITORY = "https://chart.onechart.dev";

    /** What the chart is called. */
    public static final String CHART = "onechart";

    private static final PublishedChart PUBLISHED =
            PublishedChart.of(CHART, VERSION).repository(CHART, REPOSITORY);

    static final String NAME = "app.kubernetes.io/name";
    static final String INSTANCE = "app.kubernetes.io/instance";

    /** Each workload has a release of its own, and its name in both labels. */
    private static final LabelConvention LABELS =
            (name, component) -> Mapping.of(NAME, name).put(INSTANCE, name);

    @Override
    public LabelConvention labels() {
        return LABELS;
    }

    @Override
    public @Nullable Carrier prepare(Scope app) {
        Map<Node, Deployment> served = served(app);
        if (served == null || served.isEmpty()) {
            return null;
        }
        List<HelmRelease> releases = new ArrayList<>(1);
        for (Deployment deployment : served.values()) {
            String name = deployment.name().text();
            releases.add(
                    name.equals(app.node().objectName())
                            ? new HelmRelease(app, PUBLISHED, CrdOwner.ELSEWHERE, r -> {})
                            : new HelmRelease(
                                    app, "release-" + name, PUBLISHED, CrdOwner.ELSEWHERE, r -> r.named(name)));
        }
        return objects -> {
            for (HelmRelease release : releases) {
                release.node().objects().forEach(made -> Release.carry(made, objects));
            }
        };
    }

    /** The Deployments in {@code app} that have a Service of their name; null where the app is a chart of its own. */
    private static @Nullable Map<Node, Deployment> served(Scope app) {
        var served = new LinkedHashMap<Node, Deployment>(2);
        var services = new HashMap<String, Service>(2);
        List<Deployment> deployments = new ArrayList<>(1);
        for (Node node : app.node().subtree()) {
            if (node.construct() instanceof HelmRelease) {
                return null;
            }
            if (node.construct() instanceof Deployment deployment) {
                deployments.add(deployment);
            } else if (node.construct() instanceof Service service) {
                services.put(service.name().text(), service);
            }
        }
        for (Deployment deployment : deployments) {
            Service service = services.get(deployment.name().text());
            if (service != null && service.workload() == deployment) {
                served.put(deployment.node(), deployment);
            } else {
                deployment
                        .node()
                        .exempt(
                                Exemption.Kind.LIFTED,
                                "an object of its own and no release of " + CHART,
                                "the chart gives whatever it runs a Service of the same name, and this has none");
            }
        }
        return served;
    }
}
