package espalier.compile;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.catalog.KindCatalog;
import espalier.tree.Mapping;

/** Keeps Flux from deleting what data or everything else hangs on, when it goes from git by mistake. */
final class Precious {
    private static final String PRUNE = "kustomize.toolkit.fluxcd.io/prune";

    private Precious() {}

    static void keep(KubernetesObject object, KindCatalog catalog) {
        if (catalog.kind(Identity.groupOf(object.apiVersion()), object.kind()).precious()) {
            Mapping annotations = object.body().child("metadata").child("annotations");
            if (!annotations.has(PRUNE)) {
                annotations.put(PRUNE, "disabled");
            }
        }
    }
}
