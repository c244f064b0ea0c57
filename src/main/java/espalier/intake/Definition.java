package espalier.intake;

import espalier.intake.Intake.NoSchemaException;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CustomResourceDefinition. */
public final class Definition {
    private Definition() {}

    static boolean is(Mapping document) {
        return "CustomResourceDefinition".equals(document.text("kind"));
    }

    /**
     * The versions of the kind that {@code definition} defines, those that are not served left out.
     *
     * @throws NoSchemaException where it lacks what the API server demands
     */
    public static List<KindSchema> kinds(Mapping definition) throws NoSchemaException {
        Mapping spec = definition.mapping("spec");
        Mapping names = spec == null ? null : spec.mapping("names");
        String group = spec == null ? null : spec.text("group");
        String kind = names == null ? null : names.text("kind");
        if (spec == null || group == null || kind == null) {
            throw new NoSchemaException("a CustomResourceDefinition in it has no group or kind");
        }
        var kinds = new ArrayList<KindSchema>();
        Sequence versions = spec.sequence("versions");
        for (Value value : versions == null ? new Sequence() : versions) {
            if (value instanceof Mapping version && !"false".equals(version.text("served"))) {
                String name = version.text("name");
                Mapping schema = schema(version.mapping("schema"), spec.mapping("validation"));
                if (name != null && schema != null) {
                    kinds.add(kind(group, name, kind, schema));
                }
            }
        }
        String only = spec.text("version");
        Mapping schema = schema(null, spec.mapping("validation"));
        if (versions == null && only != null && schema != null) {
            kinds.add(kind(group, only, kind, schema));
        }
        return kinds;
    }

    /** Before {@code apiextensions.k8s.io/v1}, all versions could have one schema. */
    private static @Nullable Mapping schema(@Nullable Mapping ofVersion, @Nullable Mapping ofAll) {
        Mapping holder = ofVersion == null ? ofAll : ofVersion;
        return holder == null ? null : holder.mapping("openAPIV3Schema");
    }

    private static KindSchema kind(String group, String version, String kind, Mapping schema) {
        var references = new References(name -> null);
        return KindSchema.of(group, version, kind, schema, false, Dialect.CUSTOM_RESOURCE, references);
    }
}
