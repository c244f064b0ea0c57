package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.Map;

/**
 * No two apps run as the same ServiceAccount. An app is a component; the default account of a namespace is left to {@link
 * NoDefaultToken}.
 */
public final class OwnAccount implements Policy {
    @Override
    public Rule rule() {
        return Policies.OWN_ACCOUNT;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        Map<String, KubernetesObject> users = new HashMap<>();
        for (KubernetesObject workload : review.objects()) {
            Mapping template = workload.podTemplate();
            Mapping pod = template == null ? null : template.mapping("spec");
            String account = pod == null ? "default" : Accounts.name(pod);
            if (!account.equals("default")) {
                KubernetesObject other = users.putIfAbsent(workload.namespace() + "/" + account, workload);
                if (other != null && !Apps.same(other, workload)) {
                    review.breach(
                            workload,
                            "Tried to run the pods of " + workload + " as the ServiceAccount " + account
                                    + ", but those of " + other + ", another app, run as it",
                            "make a ServiceAccount for each of the two");
                }
            }
        }
    }
}
