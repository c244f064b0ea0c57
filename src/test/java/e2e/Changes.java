package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What became of objects between two looks at them. */
final class Changes {
    private Changes() {}

    /**
     * A line for each object that was changed, has gone or is new, by its path. An object whose resourceVersion is another has
     * changed; but Flux's own change their status at every commit, so that of them only what is wanted and applied counts.
     */
    static List<String> between(Map<String, ObjectNode> before, Map<String, ObjectNode> after) {
        var changes = new ArrayList<String>();
        before.forEach((path, object) -> {
            ObjectNode now = after.get(path);
            if (now == null) {
                changes.add("gone " + path);
            } else if (!version(object).equals(version(now))) {
                changes.add("changed " + path);
                System.err.println("e2e: changed " + path + " in " + differences(object, now));
            }
        });
        after.keySet().stream().filter(path -> !before.containsKey(path)).forEach(path -> changes.add("new " + path));
        return changes;
    }

    private static String version(JsonNode object) {
        boolean ofFlux = object.path("apiVersion").asText().contains(".toolkit.fluxcd.io/");
        return ofFlux
                ? object.at("/metadata/generation").asText() + applied(object)
                : object.at("/metadata/resourceVersion").asText();
    }

    /** Who applied which fields when: whatever controllers and people note in it is left out. */
    private static String applied(JsonNode object) {
        var applied = new StringBuilder();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            applied.append(entry.path("operation").asText().equals("Apply") ? entry : "");
        }
        return applied.toString();
    }

    /** The fields that differ, for people who look for the reason; none where only the server's own records do. */
    private static List<String> differences(JsonNode before, JsonNode after) {
        var differences = new ArrayList<String>();
        compare("", before, after, differences);
        return differences;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> into) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before == null || after == null || !before.isObject() || !after.isObject()) {
            into.add(path + ": " + before + " -> " + after);
            return;
        }
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of("managedFields", "resourceVersion", "status"));
        names.forEach(name -> compare(path + "/" + name, before.get(name), after.get(name), into));
    }
}
