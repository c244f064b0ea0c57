package espalier.intake;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an API server says of its kinds: {@code /openapi/v2}, or a document below {@code /openapi/v3}. */
final class OpenApi {
    private static final String KIND = "x-kubernetes-group-version-kind";

    private final Mapping document;
    private final Map<String, Mapping> schemas = new HashMap<>();
    private final Set<String> written = new HashSet<>();

    private OpenApi(Mapping document, Mapping schemas) {
        this.document = document;
        schemas.forEach((name, schema) -> {
            if (schema instanceof Mapping mapping) {
                this.schemas.put(name, mapping);
            }
        });
    }

    static boolean is(Mapping document) {
        return schemas(document) != null && (document.has("swagger") || document.has("openapi"));
    }

    private static @Nullable Mapping schemas(Mapping document) {
        Mapping components = document.mapping("components");
        return components == null ? document.mapping("definitions") : components.mapping("schemas");
    }

    /** The kinds of which objects can be written, and what they have in common. */
    static List<KindSchema> kinds(Mapping document) {
        Mapping schemas = schemas(document);
        return schemas == null ? List.of() : new OpenApi(document, schemas).kinds();
    }

    private List<KindSchema> kinds() {
        paths();
        var kinds = new ArrayList<KindSchema>();
        schemas.forEach((name, schema) -> {
            Mapping kind = only(schema.sequence(KIND));
            if (kind != null && isObject(schema) && (!document.has("paths") || written.contains(named(kind)))) {
                kinds.add(KindSchema.of(
                        String.valueOf(kind.text("group")),
                        String.valueOf(kind.text("version")),
                        String.valueOf(kind.text("kind")),
                        schema,
                        References.isBuiltIn(name),
                        Dialect.OPEN_API,
                        new References(schemas::get)));
            }
        });
        Mapping meta = schemas.get(References.TO_OBJECT_META.substring("#/definitions/".length()));
        if (meta != null) {
            kinds.add(KindSchema.ofMetadata(meta, new References(schemas::get)));
        }
        return kinds;
    }

    /** Options and statuses belong to every group. */
    private static @Nullable Mapping only(@Nullable Sequence kinds) {
        return kinds != null && kinds.size() == 1 && kinds.get(0) instanceof Mapping kind ? kind : null;
    }

    private static boolean isObject(Mapping schema) {
        Mapping properties = schema.mapping("properties");
        Mapping metadata = properties == null ? null : properties.mapping("metadata");
        String reference = metadata == null ? null : References.of(metadata);
        return reference != null && reference.endsWith("meta.v1.ObjectMeta");
    }

    private static String named(Mapping kind) {
        return kind.text("group") + "/" + kind.text("version") + "/" + kind.text("kind");
    }

    /** Which kinds can be patched under a path of their own: reviews and the like are only asked for. */
    private void paths() {
        Mapping paths = document.mapping("paths");
        if (paths != null) {
            paths.forEach((path, operations) -> {
                Mapping patch = operations instanceof Mapping mapping ? mapping.mapping("patch") : null;
                Value kind = patch == null ? null : patch.get(KIND);
                if (path.endsWith("/{name}") && kind instanceof Mapping mapping) {
                    written.add(named(mapping));
                }
            });
        }
    }
}
