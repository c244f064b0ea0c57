package espalier.live;

/** Says which right is missing, and the least role that has it. */
final class Rights {
    private Rights() {}

    static String missing(FluxKind kind, String verb) {
        String verbs = verb.equals("list") ? "get, list, watch" : verb;
        return "this user may not " + verb + " " + kind.plural() + " of " + kind.group()
                + ". The least role that lets it:\n\n"
                + "apiVersion: rbac.authorization.k8s.io/v1\n"
                + "kind: ClusterRole\n"
                + "metadata:\n"
                + "  name: espalier-" + (verb.equals("patch") ? "operate" : "watch") + "\n"
                + "rules:\n"
                + "  - apiGroups: [" + kind.group() + "]\n"
                + "    resources: [" + kind.plural() + "]\n"
                + "    verbs: [" + verbs + "]\n";
    }
}
