package espalier.compile;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.tree.Mapping;
import java.util.List;

/** What a CustomResourceDefinition in git tells of its kind. */
final class DefinedKinds {
    private DefinedKinds() {}

    /** The kind that {@code object} defines; none for what defines none. */
    static List<Kind> of(KubernetesObject object) {
        Mapping spec =
                object.kind().equals("CustomResourceDefinition") ? object.body().mapping("spec") : null;
        Mapping names = spec == null ? null : spec.mapping("names");
        String group = spec == null ? null : spec.text("group");
        String name = names == null ? null : names.text("kind");
        if (spec == null || names == null || group == null || name == null) {
            return List.of();
        }
        Kind kind = Kind.of(group, name);
        String plural = names.text("plural");
        kind = plural == null ? kind : kind.plural(plural);
        return List.of("Cluster".equals(spec.text("scope")) ? kind.clusterScoped() : kind);
    }
}
