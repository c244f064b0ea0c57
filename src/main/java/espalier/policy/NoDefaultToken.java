package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.Mapping;

/** Only pods with a ServiceAccount of their own get a token for the API server. */
public final class NoDefaultToken implements Policy {
    @Override
    public Rule rule() {
        return Policies.NO_DEFAULT_TOKEN;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        var accounts = new Accounts(review);
        for (KubernetesObject workload : review.objects()) {
            Mapping template = workload.podTemplate();
            Mapping pod = template == null ? null : template.mapping("spec");
            if (pod != null && Accounts.name(pod).equals("default") && accounts.hasToken(workload, pod)) {
                review.breach(
                        workload,
                        "Tried to run the pods of " + workload
                                + " as the default ServiceAccount, but they get its token for the API server",
                        "set automountServiceAccountToken to false, or give them a ServiceAccount");
            }
        }
    }
}
