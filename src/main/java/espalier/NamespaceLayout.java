package espalier;

/**
 * A directory for each namespace, and in it one for each component, which holds its Kustomization and what that applies. A
 * component that makes a namespace of its own stands in that one's directory.
 */
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
        String above = stage == null ? "" : stage.id() + "/";
        return node.construct() instanceof NamespaceHandle itself
                ? above + itself.name().text() + "/namespace"
                : above + namespace(node) + "/" + node.id();
    }

    /** The one that the component makes for itself, or else the one that it is put in. */
    private static String namespace(Node component) {
        Text name = component.namespace();
        for (Node child : component.children()) {
            if (child.construct() instanceof NamespaceHandle own) {
                name = own.name();
                break;
            }
        }
        // The directory flux-system is where flux bootstrap writes.
        return name.text().equals(NamespaceHandle.FLUX_SYSTEM.name().text()) ? "flux" : name.text();
    }
}
