package infra.gpu;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Node Feature Discovery: labels each machine with what is in it, by rules. */
public final class NodeFeatures extends Component {
    private static final String GROUP = "nfd.k8s-sigs.io";

    /** Node Feature Discovery on all machines, in the namespace of {@code scope}, which must be a privileged one: it reads them. */
    public NodeFeatures(Scope scope, String id) {
        super(scope, id);
        new HelmRelease(
                this,
                "discovery",
                PublishedChart.of("node-feature-discovery", "0.18.3")
                        .repository(
                                "node-feature-discovery",
                                "https://kubernetes-sigs.github.io/node-feature-discovery/charts"),
                CrdOwner.RELEASE,
                h -> h.named("node-feature-discovery")
                        .bringsCrd(GROUP, "NodeFeature")
                        .bringsCrd(GROUP, "NodeFeatureGroup")
                        .bringsCrd(GROUP, "NodeFeatureRule"));
    }

    /**
     * Labels machines, by an object of {@code owner}; gives the label as a selector of machines.
     *
     * @param label its key, whose value will be {@code true}
     * @param features all of which a machine must have, each as a rule of Node Feature Discovery has it in {@code matchFeatures}
     */
    Mapping label(Component owner, String label, Mapping... features) {
        var rule = Mapping.of("name", owner.node().objectName())
                .put("labels", Mapping.of(label, "true"))
                .put("matchFeatures", Sequence.of((Object[]) features));
        new CustomResource(
                owner,
                "label",
                GROUP + "/v1alpha1",
                "NodeFeatureRule",
                r -> r.named(owner.node().objectName()).clusterScoped().spec("rules", Sequence.of(rule)));
        return Mapping.of(label, "true");
    }
}
