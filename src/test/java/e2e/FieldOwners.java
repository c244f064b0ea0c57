package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who owns which fields of an object, by its {@code managedFields}; its status left out. */
final class FieldOwners {
    private FieldOwners() {}

    /** The paths of fields, such as {@code /f:spec/f:replicas}, by manager. */
    static Map<String, Set<String>> of(JsonNode object) {
        var owners = new TreeMap<String, Set<String>>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (!entry.has("subresource")) {
                String manager = entry.path("manager").asText();
                collect(entry.path("fieldsV1"), "", owners.computeIfAbsent(manager, name -> new TreeSet<>()));
            }
        }
        return owners;
    }

    private static void collect(JsonNode fields, String path, Set<String> into) {
        if (fields.isEmpty()) {
            into.add(path);
        }
        fields.fields().forEachRemaining(field -> {
            if (!field.getKey().equals(".")) {
                collect(field.getValue(), path + "/" + field.getKey(), into);
            }
        });
    }
}
