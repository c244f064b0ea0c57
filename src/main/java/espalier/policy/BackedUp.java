package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * VolSync copies every claim to several places. A claim that is bound to a volume by name is none of these: what is in that volume
 * was there before the cluster.
 */
public final class BackedUp implements Policy {
    private static final FieldPath CLAIM = FieldPath.of("spec", "sourcePVC");
    private static final FieldPath REPOSITORY = FieldPath.of("spec", "restic", "repository");
    private static final FieldPath VOLUME = FieldPath.of("spec", "volumeName");
    private static final FieldPath TEMPLATES = FieldPath.of("spec", "volumeClaimTemplates");

    private final int places;

    /** @param places how many different repositories each claim is copied to, at the least */
    public BackedUp(int places) {
        this.places = places;
    }

    @Override
    public Rule rule() {
        return Policies.NOT_BACKED_UP;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        Map<String, Set<String>> copies = copies(review);
        for (KubernetesObject claim : review.objects("", "PersistentVolumeClaim")) {
            int count = copies.getOrDefault(key(claim, claim.name()), Set.of()).size();
            if (count < places && VOLUME.in(claim.body()) == null) {
                String copied = count == 0 ? "nothing copies it" : "it is copied to " + count + " only";
                review.breach(
                        claim,
                        "Tried to keep something in " + claim + ", but " + copied
                                + ", and this cluster copies each claim to " + places + " places",
                        "let the platform keep it, as an AppVolume, or add a ReplicationSource for each place");
            }
        }
        for (KubernetesObject set : review.objects("apps", "StatefulSet")) {
            if (TEMPLATES.in(set.body()) != null) {
                review.notChecked(set, "the claims of its pods");
            }
        }
    }

    /** The repositories that each claim is copied to. */
    private static Map<String, Set<String>> copies(Review review) {
        var copies = new HashMap<String, Set<String>>();
        for (KubernetesObject source : review.objects("volsync.backube", "ReplicationSource")) {
            if (CLAIM.in(source.body()) instanceof Leaf claim && REPOSITORY.in(source.body()) instanceof Leaf secret) {
                copies.computeIfAbsent(key(source, claim.text()), one -> new HashSet<>(2))
                        .add(secret.text());
            }
        }
        return copies;
    }

    private static String key(KubernetesObject object, String claim) {
        return object.namespace() + "/" + claim;
    }
}
