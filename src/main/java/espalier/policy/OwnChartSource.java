package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.Map;

/**
 * Each app brings the OCIRepository of its chart, also where two install the same one; there is no central HelmRepository. An
 * app is a component.
 */
public final class OwnChartSource implements Policy {
    private static final FieldPath CHART = FieldPath.of("spec", "chartRef");

    @Override
    public Rule rule() {
        return Policies.OWN_CHART_SOURCE;
    }

    @Override
    public void review(Review review) {
        for (KubernetesObject repository : review.objects("source.toolkit.fluxcd.io", "HelmRepository")) {
            review.breach(
                    repository,
                    "Tried to make " + repository
                            + ", but the charts of this cluster come from an OCIRepository of each" + " app",
                    "make an OciRepository in the app, and give the release its chart");
        }
        Map<String, KubernetesObject> users = new HashMap<>();
        for (KubernetesObject release : review.objects("helm.toolkit.fluxcd.io", "HelmRelease")) {
            if (CHART.in(release.body()) instanceof Mapping chart && chart.get("name") instanceof Leaf name) {
                String namespace = chart.text("namespace");
                String source = chart.text("kind") + " " + (namespace == null ? release.namespace() : namespace) + "/"
                        + name.text();
                KubernetesObject other = users.putIfAbsent(source, release);
                if (other != null && !Apps.same(other, release)) {
                    review.breach(
                            release,
                            "Tried to install " + release + " from " + source + ", but " + other
                                    + " is installed from it," + " too",
                            "give each app an OciRepository of its own");
                }
            }
        }
    }
}
