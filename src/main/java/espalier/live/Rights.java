package espalier.live;

import espalier.doctor.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says which right is missing, and the least role that has all that a command needs. */
public final class Rights {
    private static final String HEAD = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: espalier
            rules:
            """;

    /** By this a cluster is known again. */
    private static final Right KNOWING = new Right("", "namespaces", "get");

    private Rights() {}

    /** To see all of Flux's objects. */
    public static List<Right> ofSeeing() {
        var rights = new ArrayList<>(on(List.of(FluxKind.values()), "list"));
        rights.add(KNOWING);
        return rights;
    }

    /** To change what the user names, which is found among all of Flux's objects. */
    public static List<Right> ofChanging() {
        var rights = new ArrayList<>(ofSeeing());
        rights.addAll(on(List.of(FluxKind.values()), "patch"));
        return rights;
    }

    /** To have something reconciled and see the end of it. */
    public static List<Right> ofReconciling() {
        var rights = new ArrayList<>(ofChanging());
        rights.addAll(on(List.of(FluxKind.values()), "watch"));
        return rights;
    }

    /** To follow a commit. */
    public static List<Right> ofWatching() {
        var rights = new ArrayList<Right>();
        rights.add(KNOWING);
        for (String verb : List.of("list", "watch")) {
            rights.addAll(on(List.of(FluxKind.GIT_REPOSITORY, FluxKind.KUSTOMIZATION, FluxKind.HELM_RELEASE), verb));
        }
        rights.addAll(on(List.of(FluxKind.GIT_REPOSITORY), "get"));
        rights.addAll(on(List.of(FluxKind.GIT_REPOSITORY), "patch"));
        return rights;
    }

    private static List<Right> on(List<FluxKind> kinds, String verb) {
        return kinds.stream()
                .map(kind -> new Right(kind.group(), kind.plural(), verb))
                .toList();
    }

    /** That {@code right} is missing, for somebody who needs it and {@code others}. */
    static String missing(Right right, Collection<Right> others) {
        var all = new ArrayList<>(others);
        all.add(right);
        return "this user may not " + right.verb() + " " + right.plural()
                + (right.group().isEmpty() ? "" : " of " + right.group())
                + ". The least role that lets it do all that this needs:\n\n" + role(all);
    }

    /** @param said the API server's own words, which tell of rights that one must have in order to give them to others */
    static String missing(Right right, String said) {
        String verbs = switch (right.verb()) {
            case "list", "watch" -> "get, list, watch";
            case "patch" -> "get, create, patch";
            default -> right.verb();
        };
        return "this user may not " + right.verb() + " " + right.plural()
                + (right.group().isEmpty() ? "" : " of " + right.group())
                + (said.contains("attempting to grant") ? ": " + said : "")
                + ". The least role that lets it:\n\n" + HEAD + rule(right.group(), right.plural(), verbs);
    }

    /** The least role that has {@code rights}. */
    public static String role(Collection<Right> rights) {
        Map<String, Set<String>> verbs = new TreeMap<>();
        for (Right right : rights) {
            verbs.computeIfAbsent(right.group() + " " + right.plural(), key -> new TreeSet<>())
                    .add(right.verb());
        }
        Map<String, Set<String>> plurals = new TreeMap<>();
        verbs.forEach((resource, all) -> {
            int space = resource.indexOf(' ');
            plurals.computeIfAbsent(resource.substring(0, space) + " " + String.join(", ", all), key -> new TreeSet<>())
                    .add(resource.substring(space + 1));
        });
        var role = new StringBuilder(HEAD);
        plurals.forEach((key, names) -> {
            int space = key.indexOf(' ');
            role.append(rule(key.substring(0, space), String.join(", ", names), key.substring(space + 1)));
        });
        return role.toString();
    }

    private static String rule(String group, String plurals, String verbs) {
        return "  - apiGroups: [" + (group.isEmpty() ? "\"\"" : group) + "]\n"
                + "    resources: [" + plurals + "]\n"
                + "    verbs: [" + verbs + "]\n";
    }
}
