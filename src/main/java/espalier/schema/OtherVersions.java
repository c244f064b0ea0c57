package espalier.schema;

import espalier.Identity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a kind is known that is not known in the version somebody wrote. */
final class OtherVersions {
    private static final List<String> VERSIONS = List.of(
            "v1",
            "v2",
            "v3",
            "v1beta3",
            "v1beta2",
            "v1beta1",
            "v2beta2",
            "v2beta1",
            "v1alpha3",
            "v1alpha2",
            "v1alpha1");

    private static final List<String> OF_KUBERNETES = List.of(
            "v1",
            "apps/v1",
            "batch/v1",
            "networking.k8s.io/v1",
            "rbac.authorization.k8s.io/v1",
            "storage.k8s.io/v1",
            "policy/v1",
            "autoscaling/v2",
            "scheduling.k8s.io/v1",
            "apiextensions.k8s.io/v1",
            "certificates.k8s.io/v1",
            "coordination.k8s.io/v1",
            "discovery.k8s.io/v1",
            "events.k8s.io/v1",
            "flowcontrol.apiserver.k8s.io/v1",
            "node.k8s.io/v1",
            "admissionregistration.k8s.io/v1");

    private OtherVersions() {}

    /**
     * The first version, with its group, in which {@code kind} is known; null where it is in none.
     *
     * @param isBuiltIn whether it can as well be of another group that Kubernetes has itself
     */
    static @Nullable String of(KindIndexes indexes, String apiVersion, String kind, boolean isBuiltIn) {
        String group = Identity.groupOf(apiVersion);
        var candidates = new ArrayList<String>();
        for (String version : VERSIONS) {
            candidates.add(group.isEmpty() ? version : group + "/" + version);
        }
        if (isBuiltIn) {
            candidates.addAll(OF_KUBERNETES);
        }
        for (String candidate : candidates) {
            if (!candidate.equals(apiVersion) && indexes.has(candidate, kind)) {
                return candidate;
            }
        }
        return null;
    }
}
