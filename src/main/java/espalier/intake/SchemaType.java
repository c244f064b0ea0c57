package espalier.intake;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** The types that a schema allows, in the words of an index. */
final class SchemaType {
    private final Set<String> words = new LinkedHashSet<>();

    private SchemaType() {}

    /** @param infers whether a schema with fields is one of objects though it does not say so */
    static SchemaType of(Mapping schema, boolean infers) {
        var type = new SchemaType();
        String format = schema.text("format");
        if (KindDrafts.isTrue(schema, "x-kubernetes-int-or-string") || "int-or-string".equals(format)) {
            type.words.add("integer");
            type.words.add("string");
        } else {
            type.add(schema.get("type"), format);
            for (String choice : new String[] {"anyOf", "oneOf"}) {
                Sequence branches = schema.sequence(choice);
                if (type.words.isEmpty() && branches != null && isOfTypes(branches)) {
                    branches.forEach(branch -> type.add(((Mapping) branch).get("type"), null));
                }
            }
        }
        if (type.words.isEmpty() && infers && schema.has("properties")) {
            type.words.add("object");
        }
        if (!type.words.isEmpty() && KindDrafts.isTrue(schema, "nullable")) {
            type.words.add("null");
        }
        return type;
    }

    private void add(@org.jspecify.annotations.Nullable Value type, @org.jspecify.annotations.Nullable String format) {
        if (type instanceof Sequence several) {
            several.forEach(one -> add(one, format));
        } else if (type instanceof Leaf leaf) {
            String word = leaf.text();
            boolean isSized = word.equals("integer") && ("int32".equals(format) || "int64".equals(format));
            words.add(isSized ? String.valueOf(format) : word.equals("array") ? "list" : word);
        }
    }

    /** Whether the alternatives {@code branches} differ only in their types. */
    static boolean isOfTypes(Sequence branches) {
        for (Value branch : branches) {
            if (!(branch instanceof Mapping mapping) || mapping.size() != 1 || !mapping.has("type")) {
                return false;
            }
        }
        return true;
    }

    boolean hasObject() {
        return words.contains("object");
    }

    boolean hasString() {
        return words.contains("string") || words.isEmpty();
    }

    String words() {
        return words.isEmpty() ? "any" : String.join("|", words);
    }

    /** As {@link #words}, for what has no fields but those of one kind under any name. */
    String asMap() {
        return words().replace("object", "map");
    }
}
