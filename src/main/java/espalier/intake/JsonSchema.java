package espalier.intake;

import espalier.intake.Intake.NoSchemaException;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of one kind, as kubeconform and editors read it. */
final class JsonSchema {
    /** Of references that lead to each other. */
    private static final int MOST_STEPS = 10;

    private JsonSchema() {}

    static boolean is(Mapping document) {
        return !OpenApi.is(document)
                && !document.has("kind")
                && (document.has("$schema") || document.has("properties") || document.has("$ref"));
    }

    static KindSchema kind(Mapping document, String file, @Nullable String as) throws NoSchemaException {
        String[] named = as != null ? as.split("/", -1) : said(document);
        named = named == null ? fromPath(file) : named;
        if (named == null || named.length != 3 || named[1].isEmpty() || named[2].isEmpty()) {
            throw new NoSchemaException("nothing says which kind it is the schema of: call it GROUP/KIND_VERSION.json,"
                    + " or say it with --as GROUP/VERSION/KIND (core/v1/Pod, apps/v1/Deployment)");
        }
        var references = new References(name -> {
            for (String key : new String[] {"definitions", "$defs"}) {
                Mapping definitions = document.mapping(key);
                Mapping found = definitions == null ? null : definitions.mapping(name);
                if (found != null) {
                    return found;
                }
            }
            return null;
        });
        String group = named[0].equals("core") ? "" : named[0];
        Mapping root = document;
        String to = References.of(root);
        for (int i = 0; to != null; i++) {
            Mapping target = references.resolve(to);
            if (target == null || i == MOST_STEPS) {
                throw new NoSchemaException("it refers to " + to + ", which it does not hold");
            }
            root = target;
            to = References.of(root);
        }
        return KindSchema.of(group, named[1], named[2], root, isBuiltIn(root), Dialect.JSON_SCHEMA, references);
    }

    /** Kubernetes' own kinds refer to the type of all metadata; the definition of a custom resource cannot. */
    private static boolean isBuiltIn(Mapping root) {
        Mapping properties = root.mapping("properties");
        Mapping metadata = properties == null ? null : properties.mapping("metadata");
        String reference = metadata == null ? null : References.of(metadata);
        return reference != null && References.isBuiltIn(reference);
    }

    private static String @Nullable [] said(Mapping document) {
        Sequence kinds = document.sequence("x-kubernetes-group-version-kind");
        Value first = kinds == null || kinds.isEmpty() ? null : kinds.get(0);
        if (first instanceof Mapping kind) {
            return new String[] {
                String.valueOf(kind.text("group")),
                String.valueOf(kind.text("version")),
                String.valueOf(kind.text("kind"))
            };
        }
        return null;
    }

    /** The layout of the catalogues that there are: {@code apps/deployment_v1.json}. */
    private static String @Nullable [] fromPath(String file) {
        String[] parts = file.replace('\\', '/').split("/");
        String name = parts[parts.length - 1];
        int underscore = name.lastIndexOf('_');
        int dot = name.lastIndexOf('.');
        if (parts.length < 2 || underscore <= 0 || dot <= underscore) {
            return null;
        }
        return new String[] {parts[parts.length - 2], name.substring(underscore + 1, dot), name.substring(0, underscore)
        };
    }
}
