package espalier;

/** A directory for each namespace, and in it one for each component, which holds its Kustomization and what that applies. */
final class NamespaceLayout implements Layout {
    static final Layout INSTANCE = new NamespaceLayout();

    private NamespaceLayout() {}

    @Override
    public String kustomization(Node node, String part) {
        return part.isEmpty() ? node.id() : node.id() + "-" + part;
    }

    @Override
    public String directory(Node node, String part) {
        return node.stage() == node ? node.id() : home(node) + "/" + (part.isEmpty() ? "app" : part);
    }

    @Override
    public String file(Node node, String part) {
        return node.stage() == node
                ? node.id() + ".yaml"
                : home(node) + (part.isEmpty() ? "/ks" : "/ks-" + part) + ".yaml";
    }

    private static String home(Node node) {
        Node stage = node.stage();
        return (stage == null ? "" : stage.id() + "/") + node.namespace().text() + "/" + node.id();
    }
}
