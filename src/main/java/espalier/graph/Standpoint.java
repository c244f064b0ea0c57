package espalier.graph;

import espalier.KubernetesObject;

/**
 * The namespace from which the hosts are looked up that an object names, so that a short name is written only where it is
 * found: by pods of the object's own namespace, and not by an operator, which stands in another.
 */
public final class Standpoint {
    private Standpoint() {}

    /** Empty where it is not known who reads {@code object}. */
    public static String of(KubernetesObject object) {
        String version = object.apiVersion();
        if (version.equals("v1") || version.startsWith("apps/") || version.startsWith("batch/")) {
            return object.namespace();
        }
        if (object.kind().equals("HelmRelease") && version.startsWith("helm.toolkit.fluxcd.io/")) {
            return Naming.ofChart(object);
        }
        return "";
    }
}
