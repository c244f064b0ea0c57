package espalier.intake;

import espalier.json.JsonLine;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a schema demands of a value besides its type, in the words of an index. */
final class Demands {
    /** Of these nothing can be checked, or the type says it. */
    private static final Set<String> IDLE_FORMATS =
            Set.of("int32", "int64", "float", "double", "int-or-string", "password");

    private Demands() {}

    /**
     * Appends the demands of {@code schema} to the line {@code head}.
     *
     * @param isBuiltIn whether the type is one of Kubernetes' own, in which zero values are no defaults
     */
    static void append(Mapping schema, SchemaType type, boolean isBuiltIn, StringBuilder head) {
        list(schema, head);
        Value constant = schema.get("const");
        Value values = constant == null ? schema.get("enum") : Sequence.of(constant);
        if (values != null) {
            head.append(" in ").append(JsonLine.text(values));
        }
        range("length", schema, "minLength", "maxLength", head);
        range("items", schema, "minItems", "maxItems", head);
        range("fields", schema, "minProperties", "maxProperties", head);
        bound(">", schema, "minimum", "exclusiveMinimum", head);
        bound("<", schema, "maximum", "exclusiveMaximum", head);
        word("multiple", schema.text("multipleOf"), head);
        String format = schema.text("format");
        if (format != null && type.hasString() && !IDLE_FORMATS.contains(format) && format.indexOf(' ') < 0) {
            word("format", format, head);
        }
        String pattern = schema.text("pattern");
        if (pattern != null && !pattern.isEmpty()) {
            word("match", JsonLine.quoted(pattern), head);
        }
        if (KindDrafts.isTrue(schema, "x-kubernetes-embedded-resource")) {
            head.append(" embedded");
        }
        if (hasFallback(schema, isBuiltIn)) {
            word("=", JsonLine.text(Value.ofJava(schema.get("default"))), head);
        }
    }

    private static void list(Mapping schema, StringBuilder head) {
        String listType = schema.text("x-kubernetes-list-type");
        Sequence keys = schema.sequence("x-kubernetes-list-map-keys");
        if ("map".equals(listType) && keys != null && !keys.isEmpty()) {
            head.append(" key ");
            for (int i = 0; i < keys.size(); i++) {
                head.append(i > 0 ? "," : "").append(((Leaf) keys.get(i)).text());
            }
        } else if ("set".equals(listType) || KindDrafts.isTrue(schema, "uniqueItems")) {
            head.append(" set");
        }
    }

    /** Whether the API server fills in a value where none is given. */
    static boolean hasFallback(Mapping schema, boolean isBuiltIn) {
        Value fallback = schema.get("default");
        return fallback != null && !(isBuiltIn && isZero(fallback)) && !(fallback instanceof Scalar s && s.isNull());
    }

    /** What Go has where nothing was set: published as a default of every field that is not omitted when empty. */
    private static boolean isZero(Value value) {
        return value instanceof Mapping mapping && mapping.isEmpty()
                || value instanceof Sequence sequence && sequence.isEmpty()
                || value instanceof Leaf leaf
                        && (leaf.text().isEmpty()
                                || leaf.text().equals("0")
                                || leaf.text().equals("false"));
    }

    private static void range(String word, Mapping schema, String least, String most, StringBuilder head) {
        String from = count(schema.text(least), "0");
        String to = count(schema.text(most), "");
        if (!from.equals("0") || !to.isEmpty()) {
            head.append(' ').append(word).append(' ').append(from).append("..").append(to);
        }
    }

    /** A count that fits; larger ones than anybody reaches are left out. */
    private static String count(@Nullable String number, String otherwise) {
        return number == null || number.length() > 9 ? otherwise : number;
    }

    private static void bound(String sign, Mapping schema, String key, String exclusively, StringBuilder head) {
        String number = schema.text(key);
        Value exclusive = schema.get(exclusively);
        if (number != null) {
            head.append(' ').append(sign).append(Scalar.of(true).equals(exclusive) ? "" : "=");
            head.append(' ').append(number);
        } else if (exclusive instanceof Leaf leaf && !leaf.isString()) {
            head.append(' ').append(sign).append(' ').append(leaf.text()); // as later drafts of JSON Schema have it
        }
    }

    private static void word(String word, @Nullable String what, StringBuilder head) {
        if (what != null) {
            head.append(' ').append(word).append(' ').append(what);
        }
    }
}
