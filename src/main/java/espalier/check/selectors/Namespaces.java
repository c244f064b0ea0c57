package espalier.check.selectors;

import espalier.KubernetesObject;
import java.util.Collection;
import java.util.Set;

/**
 * Where a selector looks.
 *
 * @param names as far as they are known
 * @param mayBeMore whether it looks in others as well, of which nothing is known
 */
record Namespaces(Collection<String> names, boolean mayBeMore) {

    /** That of {@code object}; where it says none, and nothing knows better, it could be any. */
    static Namespaces own(KubernetesObject object) {
        return new Namespaces(Set.of(object.namespace()), object.namespace().isEmpty());
    }
}
