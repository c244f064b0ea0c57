package espalier.graph;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;

/**
 * The namespace from which the hosts are looked up that an object names, so that a short name is written only where it is
 * found: by pods of the object's own namespace, and not by an operator, which stands in another.
 */
final class Standpoint {
    private static final FieldPath TARGET_NAMESPACE = FieldPath.of("spec", "targetNamespace");

    private Standpoint() {}

    /** Empty where it is not known who reads {@code object}. */
    static String of(KubernetesObject object) {
        String version = object.apiVersion();
        if (version.equals("v1") || version.startsWith("apps/") || version.startsWith("batch/")) {
            return object.namespace();
        }
        if (object.kind().equals("HelmRelease") && version.startsWith("helm.toolkit.fluxcd.io/")) {
            return TARGET_NAMESPACE.in(object.body()) instanceof Leaf target ? target.text() : object.namespace();
        }
        return "";
    }
}
