package espalier.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The message of a commit for which the user gave none: which components of which clusters change. */
final class PushMessage {
    private PushMessage() {}

    static String of(NextCommit next) {
        Map<String, Set<String>> components = new LinkedHashMap<>();
        for (String path : next.paths("dist/")) {
            String[] parts = path.split("/");
            String name = parts.length > 4 ? parts[3] : parts.length > 3 ? withoutEnd(parts[3]) : "order";
            components
                    .computeIfAbsent(parts[1], cluster -> new LinkedHashSet<>())
                    .add(name);
        }
        if (components.isEmpty()) {
            return "Change what dist/ is made of";
        }
        var clusters = new ArrayList<String>();
        components.forEach((cluster, names) -> clusters.add(cluster + ": " + Push.some(List.copyOf(names))));
        return String.join("; ", clusters);
    }

    private static String withoutEnd(String file) {
        return file.endsWith(".yaml") ? file.substring(0, file.length() - 5) : file;
    }
}
