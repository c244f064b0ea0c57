package espalier.isolation;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pods get a token for the API server. */
final class ApiTokens {
    private ApiTokens() {}

    /** Whether {@code pod} has one: it says so, else its account, else it gets one. */
    static boolean isIn(Pod pod, ObjectGraph graph) {
        for (Value volume : list(pod.spec().sequence("volumes"))) {
            Mapping projected = volume instanceof Mapping mapping ? mapping.mapping("projected") : null;
            for (Value source : list(projected == null ? null : projected.sequence("sources"))) {
                if (source instanceof Mapping mapping && mapping.has("serviceAccountToken")) {
                    return true;
                }
            }
        }
        Value own = pod.spec().get("automountServiceAccountToken");
        if (own == null) {
            String name = pod.spec().text("serviceAccountName");
            var identity = Identity.of("", "ServiceAccount", pod.object().namespace(), name == null ? "default" : name);
            KubernetesObject account = graph.object(identity);
            own = account == null ? null : account.body().get("automountServiceAccountToken");
        }
        return !Scalar.of(false).equals(own);
    }

    private static Iterable<Value> list(@Nullable Sequence list) {
        return list == null ? List.of() : list;
    }
}
