package espalier.intake;

import espalier.json.JsonReader;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what kind of document a text is, and reads the kinds that it defines. */
public final class Intake {
    /** Words for what is taken, for messages. */
    public static final String TAKEN =
            "CustomResourceDefinitions in YAML or JSON, an OpenAPI document (v2 or v3), or the JSON Schema of one kind";

    /** The text is nothing of which a schema could be made. */
    public static final class NoSchemaException extends Exception {
        private static final long serialVersionUID = 1;

        NoSchemaException(String message) {
            super(message);
        }
    }

    private Intake() {}

    /**
     * The kinds that {@code text} defines.
     *
     * @param file its path, which says what the JSON Schema of a kind leaves unsaid: {@code GROUP/KIND_VERSION.json}
     * @param as {@code GROUP/VERSION/KIND}, where neither says it, or null
     * @throws NoSchemaException with the reason, as the end of a sentence
     */
    public static List<KindSchema> read(String text, String file, @Nullable String as) throws NoSchemaException {
        List<Mapping> documents = documents(text);
        var kinds = new ArrayList<KindSchema>();
        for (Mapping document : documents) {
            if (JsonSchema.is(document)) {
                kinds.add(JsonSchema.kind(document, file, as));
            } else {
                kinds.addAll(kinds(document));
            }
        }
        if (kinds.isEmpty()) {
            throw new NoSchemaException("it holds " + described(documents) + "; taken are " + TAKEN);
        }
        return kinds;
    }

    /** The kinds that an OpenAPI document, or a list of definitions, has. */
    public static List<KindSchema> kinds(Mapping document) throws NoSchemaException {
        var kinds = new ArrayList<KindSchema>();
        if (OpenApi.is(document)) {
            kinds.addAll(OpenApi.kinds(document));
        } else {
            definitions(document, kinds);
        }
        return kinds;
    }

    /** A file of an operator holds other objects as well. */
    private static void definitions(Mapping document, List<KindSchema> into) throws NoSchemaException {
        Sequence items = document.sequence("items");
        if (Definition.is(document)) {
            into.addAll(Definition.kinds(document));
        } else if (items != null) {
            boolean isOfDefinitions = "CustomResourceDefinitionList".equals(document.text("kind"));
            for (Value item : items) {
                if (item instanceof Mapping mapping && (isOfDefinitions || Definition.is(mapping))) {
                    into.addAll(Definition.kinds(mapping));
                }
            }
        }
    }

    private static List<Mapping> documents(String text) throws NoSchemaException {
        var mappings = new ArrayList<Mapping>();
        try {
            if (text.stripLeading().startsWith("{")) {
                add(JsonReader.read(text), mappings);
            } else {
                YamlReader.documents(text).forEach(document -> add(document.value(), mappings));
            }
        } catch (JsonReader.SyntaxException e) {
            throw new NoSchemaException("line " + e.line() + " of it cannot be read: " + e.getMessage());
        } catch (YamlReader.SyntaxException e) {
            throw new NoSchemaException("line " + e.line() + " of it cannot be read: " + e.getMessage());
        }
        return mappings;
    }

    private static void add(Value value, List<Mapping> into) {
        if (value instanceof Mapping mapping) {
            into.add(mapping);
        }
    }

    private static String described(List<Mapping> documents) {
        if (documents.isEmpty()) {
            return "no object";
        }
        String kind = documents.get(0).text("kind");
        return kind == null
                ? "neither a kind nor a schema"
                : "only " + kind + (documents.size() == 1 ? "" : " and " + (documents.size() - 1) + " more");
    }
}
