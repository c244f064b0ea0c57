package espalier.layout;

import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** A {@code kustomization.yaml}. */
final class KustomizeFile {
    static final String NAME = "kustomization.yaml";

    private KustomizeFile() {}

    /** One that holds {@code resources}, in their order. */
    static Mapping of(Iterable<String> resources) {
        return Mapping.of("apiVersion", "kustomize.config.k8s.io/v1beta1")
                .put("kind", "Kustomization")
                .put("resources", list(resources));
    }

    static Sequence list(Iterable<String> resources) {
        var list = new Sequence();
        resources.forEach(list::add);
        return list;
    }
}
