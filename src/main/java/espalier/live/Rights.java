package espalier.live;

import espalier.doctor.Right;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says which right is missing, and the least role that has it. */
public final class Rights {
    private Rights() {}

    static String missing(FluxKind kind, String verb) {
        String verbs = verb.equals("list") ? "get, list, watch" : verb;
        return "this user may not " + verb + " " + kind.plural() + " of " + kind.group()
                + ". The least role that lets it:\n\n"
                + head(verb.equals("patch") ? "operate" : "watch")
                + rule(kind.group(), kind.plural(), verbs);
    }

    /** That this user may not {@code verb} the {@code plural} of the core group, and the least role called {@code role} that may. */
    static String missing(String plural, String verb, String role) {
        return "this user may not " + verb + " " + plural + ". The least role that lets it:\n\n" + head(role)
                + rule("", plural, verb);
    }

    /** @param said the API server's own words, which tell of rights that one must have in order to give them to others */
    static String missing(Right right, String said) {
        String verbs = switch (right.verb()) {
            case "list", "watch" -> "get, list, watch";
            case "patch" -> "get, create, patch";
            default -> right.verb();
        };
        return "this user may not " + right + (said.contains("attempting to grant") ? ": " + said : "")
                + ". The least role that lets it:\n\n" + head("bootstrap") + rule(right.group(), right.plural(), verbs);
    }

    /** The least role that has {@code rights}. */
    public static String role(Collection<Right> rights) {
        var plurals = new TreeMap<String, Set<String>>();
        for (Right right : rights) {
            plurals.computeIfAbsent(right.group() + " " + right.verb(), key -> new TreeSet<>())
                    .add(right.plural());
        }
        var role = new StringBuilder(head("doctor"));
        plurals.forEach((key, names) -> {
            int space = key.indexOf(' ');
            role.append(rule(key.substring(0, space), String.join(", ", names), key.substring(space + 1)));
        });
        return role.toString();
    }

    private static String head(String name) {
        return "apiVersion: rbac.authorization.k8s.io/v1\n"
                + "kind: ClusterRole\n"
                + "metadata:\n"
                + "  name: espalier-" + name + "\n"
                + "rules:\n";
    }

    private static String rule(String group, String plurals, String verbs) {
        return "  - apiGroups: [" + (group.isEmpty() ? "\"\"" : group) + "]\n"
                + "    resources: [" + plurals + "]\n"
                + "    verbs: [" + verbs + "]\n";
    }
}
