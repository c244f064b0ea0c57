package espalier.compile;

import espalier.KubernetesObject;
import espalier.catalog.KindCatalog;
import espalier.catalog.KnownKind;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;

/** What every object gets, whoever made it, before patches are applied. */
final class ObjectFinish {
    private static final String PRUNE = "kustomize.toolkit.fluxcd.io/prune";

    private final KindCatalog catalog;

    ObjectFinish(KindCatalog catalog) {
        this.catalog = catalog;
    }

    void finish(KubernetesObject object) {
        KnownKind known = catalog.of(object);
        Mapping metadata = object.body().child("metadata");
        if (known.isKnown() && !known.kind().isClusterScoped() && !metadata.has("namespace")) {
            metadata.put("namespace", object.owner().namespace());
        }
        if (known.kind().isPrecious()) {
            keep(metadata);
        }
    }

    /** Data or everything else hangs on it: Flux must not delete it because it went from git by mistake. */
    private static void keep(Mapping metadata) {
        Value written = metadata.get("annotations");
        if (written != null && !(written instanceof Mapping) && !(written instanceof Scalar text && text.isNull())) {
            return; // of a type that it cannot have, which its schema says
        }
        Mapping annotations = metadata.child("annotations");
        if (!annotations.has(PRUNE)) {
            annotations.put(PRUNE, "disabled");
        }
    }
}
