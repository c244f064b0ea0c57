package espalier.policy;

import espalier.KubernetesObject;
import espalier.Review;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.Map;

/** Who pods are for the API server, and whether they get a token of that. */
final class Accounts {
    private final Map<String, KubernetesObject> accounts = new HashMap<>();

    Accounts(Review review) {
        for (KubernetesObject account : review.objects("", "ServiceAccount")) {
            accounts.put(account.namespace() + "/" + account.name(), account);
        }
    }

    /** The account of a pod; {@code default} where it names none. */
    static String name(Mapping pod) {
        String name = pod.text("serviceAccountName");
        String old = name == null ? pod.text("serviceAccount") : name;
        return old == null || old.isEmpty() ? "default" : old;
    }

    /** Whether a token is mounted: what the pod says counts before what its account says. */
    boolean hasToken(KubernetesObject workload, Mapping pod) {
        String own = pod.text("automountServiceAccountToken");
        if (own == null) {
            KubernetesObject account = accounts.get(workload.namespace() + "/" + name(pod));
            own = account == null ? null : account.body().text("automountServiceAccountToken");
        }
        return !"false".equals(own);
    }
}
