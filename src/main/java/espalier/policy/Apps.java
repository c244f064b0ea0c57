package espalier.policy;

import espalier.KubernetesObject;
import espalier.Node;

/** What belongs to one app: whatever one component makes. */
final class Apps {
    private Apps() {}

    static boolean same(KubernetesObject one, KubernetesObject other) {
        Node unit = one.owner().unit();
        return unit != null && unit == other.owner().unit();
    }
}
