package infra.apptemplate;

import espalier.LabelConvention;
import espalier.Node;
import espalier.Packaging;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.Workload;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Runs every app as a release of the chart {@code app-template}.
 *
 * <p>What the chart renders, and of which values, was read in its templates (github.com/bjw-s-labs/helm-charts, {@code
 * charts/library/common}, version 4.1.1); {@code e2e.AppTemplateTest} holds what the real Helm makes of it against what is written
 * here. It takes what it can of a Service, ServiceAccount, HTTPRoute or Ingress whole, or not at all.
 *
 * <p>A release carries the Deployments, StatefulSets and CronJobs of a component, and the Services, ServiceAccounts, HTTPRoutes
 * and Ingresses that it can say. All else stays beside it, and so does the workload of a component that installs a chart itself.
 */
public final class AppTemplate implements Packaging {
    /** The version whose templates are known here. */
    public static final String VERSION = "4.1.1";

    /** Where the chart is published as an artifact of its own. */
    public static final String OCI = "oci://ghcr.io/bjw-s-labs/helm";

    /** What the chart is called. */
    public static final String CHART = "app-template";

    private static final PublishedChart PUBLISHED = PublishedChart.of(CHART, VERSION)
            .repository("bjw-s", "https://bjw-s-labs.github.io/helm-charts")
            .registry(OCI);

    private final Mapping annotations = new Mapping();

    /** Gives every workload an annotation, such as {@code reloader.stakater.com/auto: "true"}, unless it has that already. */
    public AppTemplate annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    @Override
    public LabelConvention labels() {
        return Labels.CONVENTION;
    }

    @Override
    public @Nullable Carrier prepare(Scope app) {
        boolean runs = false;
        for (Node node : app.node().subtree()) {
            if (node.construct() instanceof HelmRelease) {
                return null;
            }
            runs |= node.construct() instanceof Workload || node.construct() instanceof CronJob;
        }
        if (!runs) {
            return null;
        }
        var release = new HelmRelease(app, PUBLISHED, CrdOwner.ELSEWHERE, r -> {});
        return objects -> release.node().objects().forEach(made -> Release.carry(made, objects, annotations));
    }
}
