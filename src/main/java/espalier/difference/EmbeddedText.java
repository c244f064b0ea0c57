package espalier.difference;

import espalier.json.JsonReader;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text in a field that is itself YAML or JSON: a file of a ConfigMap, or values of a chart. */
final class EmbeddedText {
    private EmbeddedText() {}

    /** What {@code text} says; null where it is no mapping and no list, so that only its lines can be compared. */
    static @Nullable Value read(String text) {
        String start = text.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        if (!json && text.strip().indexOf('\n') < 0) {
            return null; // a word, or an address: "http://…" would be a mapping to YAML
        }
        if (json) {
            try {
                return JsonReader.read(text);
            } catch (JsonReader.SyntaxException e) {
                // it may be YAML in JSON's brackets
            }
        }
        try {
            List<YamlReader.Document> documents = YamlReader.documents(text);
            if (documents.size() == 1) {
                Value value = documents.get(0).value();
                return value instanceof Mapping || value instanceof Sequence ? value : null;
            }
            return documents.size() > 1 ? all(documents) : null;
        } catch (YamlReader.SyntaxException e) {
            return null;
        }
    }

    private static @Nullable Value all(List<YamlReader.Document> documents) {
        var all = new Sequence();
        for (YamlReader.Document document : documents) {
            if (!(document.value() instanceof Mapping)) {
                return null;
            }
            all.add(document.value());
        }
        return all;
    }
}
