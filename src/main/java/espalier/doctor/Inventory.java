package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Kustomization has applied, as its status tells. */
public final class Inventory {
    /** As in {@code timeout waiting for: [Deployment/apps/web status: 'InProgress', Namespace/apps status: …]}. */
    private static final Pattern UNHEALTHY = Pattern.compile(
            "([A-Z]\\w+)/(?:([\\w.-]+)/)?([\\w.:-]+) status: '(?:InProgress|Failed|Terminating|NotFound|Unknown)'");

    private Inventory() {}

    /** Each member with its group. */
    public static Map<Id, String> members(Mapping kustomization) {
        var members = new LinkedHashMap<Id, String>();
        for (Mapping entry : Fields.list(kustomization, "status", "inventory", "entries")) {
            // namespace_name_group_kind, where a name's colon is two underscores
            String id = Fields.text(entry, "id");
            int first = id.indexOf('_');
            int last = id.lastIndexOf('_');
            int group = last < 1 ? -1 : id.lastIndexOf('_', last - 1);
            if (first >= 0 && group > first) {
                String name = id.substring(first + 1, group).replace("__", ":");
                members.put(
                        new Id(id.substring(last + 1), id.substring(0, first), name), id.substring(group + 1, last));
            }
        }
        return members;
    }

    /** The objects that Flux says it waited for in vain. */
    static List<Id> unhealthy(String message) {
        var found = new ArrayList<Id>();
        Matcher matcher = UNHEALTHY.matcher(message);
        while (matcher.find()) {
            String namespace = matcher.group(2) == null ? "" : matcher.group(2);
            found.add(new Id(matcher.group(1), namespace, matcher.group(3)));
        }
        return found;
    }
}
