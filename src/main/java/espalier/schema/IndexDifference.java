package espalier.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which fields two indexes of one kind have otherwise. */
final class IndexDifference {
    private IndexDifference() {}

    /** As {@code + spec.paused}, {@code - spec.old} and {@code ~ spec.replicas}, in the order of the indexes. */
    static List<String> between(String before, String after) {
        Map<String, String> old = fields(before);
        Map<String, String> now = fields(after);
        var differences = new ArrayList<String>();
        now.forEach((field, line) -> {
            String was = old.get(field);
            if (was == null) {
                differences.add("+ " + field);
            } else if (!was.equals(line)) {
                differences.add("~ " + field);
            }
        });
        for (String field : old.keySet()) {
            if (!now.containsKey(field)) {
                differences.add("- " + field);
            }
        }
        return differences;
    }

    /** What each field's line demands, by its path; rules and choices count for what they stand below. */
    private static Map<String, String> fields(String index) {
        var fields = new LinkedHashMap<String, String>();
        var names = new ArrayList<String>();
        for (String line : index.split("\n")) {
            String text = line.strip();
            int depth = line.indexOf(text);
            while (names.size() > depth) {
                names.remove(names.size() - 1);
            }
            names.add(name(text));
            fields.merge(path(names), text, (one, other) -> one + "\n" + other);
        }
        return fields;
    }

    /** Of a line that is no field, its sign. */
    private static String name(String line) {
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
    }

    private static String path(List<String> names) {
        var path = new StringBuilder();
        for (String name : names) {
            if (name.startsWith("|") || name.equals("?")) {
                break;
            }
            boolean isWhole = name.equals("@");
            path.append(path.length() == 0 || isWhole ? "" : ".").append(isWhole ? "" : name);
        }
        return path.length() == 0 ? "the object itself" : path.toString();
    }
}
