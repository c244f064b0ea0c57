package espalier.policy;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;

/** Backups are made by VolSync: nothing is left to Velero, neither its objects nor its chart nor its annotations of pods. */
public final class VolSyncBackups implements Policy {
    private static final FieldPath CHART = FieldPath.of("spec", "chart", "spec", "chart");
    private static final String BEFORE = "backup.velero.io/";

    @Override
    public Rule rule() {
        return Policies.VOLSYNC;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        for (KubernetesObject object : review.objects()) {
            String chart = object.kind().equals("HelmRelease") && CHART.in(object.body()) instanceof Leaf leaf
                    ? leaf.text()
                    : "";
            if (Identity.groupOf(object.apiVersion()).equals("velero.io") || chart.equals("velero")) {
                breach(review, object, "Tried to make " + object);
            } else {
                annotations(review, object);
            }
        }
    }

    private static void annotations(Review review, KubernetesObject object) {
        Mapping template = object.podTemplate();
        Mapping metadata = template == null ? null : template.mapping("metadata");
        Mapping annotations = metadata == null ? null : metadata.mapping("annotations");
        for (int i = 0; annotations != null && i < annotations.size(); i++) {
            if (annotations.keyAt(i).startsWith(BEFORE)) {
                breach(
                        review,
                        object,
                        "Tried to give the pods of " + object + " the annotation " + annotations.keyAt(i));
                return;
            }
        }
    }

    private static void breach(Review review, KubernetesObject object, String tried) {
        review.breach(
                object,
                tried + ", but the backups of this cluster are VolSync's",
                "declare a ReplicationSource for the claim instead");
    }
}
