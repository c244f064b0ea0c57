package espalier;

import espalier.rules.Construction;
import espalier.rules.Rule;
import org.jspecify.annotations.Nullable;

/** Puts a construct into the tree; what speaks against its place there is a finding, and it stands there all the same. */
final class Attachment {
    /** Far more than anybody needs, and early enough to say so before the stack overflows. */
    private static final int DEEPEST = 30;

    private final Node node;
    private final Node parent;

    private Attachment(Node node, Node parent) {
        this.node = node;
        this.parent = parent;
    }

    /**
     * The place of {@code construct} in {@code scope}.
     *
     * @param named whether somebody chose the id
     */
    static Node of(Scope scope, String id, boolean named, Scope construct) {
        if (scope == null) {
            throw new IllegalArgumentException(tried(construct, id) + ", but the scope to make it in is null");
        }
        Node parent = scope.node();
        if (parent.depth() == DEEPEST) {
            throw new IllegalStateException(tried(construct, id) + " in " + parent.unit() + ", but that is " + DEEPEST
                    + " constructs deep: do they make each other without end?");
        }
        Making making = Making.current();
        Cluster current = making == null ? null : making.cluster();
        if (current != null && current != parent.cluster()) {
            Node root = current.node();
            var stray = new Node(root, construct, current, String.valueOf(id), true, root.placement());
            new Attachment(stray, parent).refuseStray(root);
            return stray;
        }
        var node = new Node(parent, construct, parent.cluster(), String.valueOf(id), named, scope.placement());
        new Attachment(node, parent).check(id, named);
        return node;
    }

    private static String tried(Scope construct, @Nullable String id) {
        return "Tried to make a " + Node.type(construct) + " with the id \"" + id + "\"";
    }

    private void check(@Nullable String id, boolean named) {
        if (named && (id == null || !Names.isLabel(id))) {
            refuseId(id);
        }
        Node other = parent.adopt(node);
        if (other != null) {
            error(
                    Construction.DUPLICATE_ID,
                    "Tried to add " + node.type() + " \"" + id + "\" to " + parent + ", but it already has a "
                            + other.type() + " of that id, made at " + other.origin(),
                    "give one of the two another id");
        }
        if (parent.cluster().isFrozen() && !parent.isBelowBroken()) {
            node.markBroken(); // what is made or set in it comes too late as well
            error(
                    Construction.FROZEN,
                    "Tried to add " + node.type() + " \"" + id + "\" to " + parent
                            + ", but the cluster is complete and no longer takes constructs",
                    "make it in the constructor of the cluster or of a construct");
        }
    }

    private void refuseId(@Nullable String given) {
        node.markBroken();
        String shown = given == null ? "null" : "\"" + given + "\"";
        String better = Names.asLabel(given == null ? "" : given, Names.asLabel(node.type(), "component"));
        error(
                Construction.ID,
                "Tried to make a " + node.type() + " with the id " + shown + " in " + parent
                        + ", but an id, which becomes part of names and paths, has only " + Names.LABEL,
                "call it \"" + better + "\", for example");
    }

    /** A construct that was to go into a cluster that is not being made goes nowhere. */
    private void refuseStray(Node root) {
        node.markBroken();
        root.findings()
                .report(
                        Construction.FOREIGN_HANDLE,
                        root,
                        node.origin(),
                        "Tried to make a " + node.type() + " with the id \"" + node.id() + "\" in " + parent
                                + " while the cluster " + root
                                + " is made, but a construct can only go into its own cluster",
                        "make it in a stage or construct of " + root);
    }

    private void error(Rule id, String message, String fix) {
        node.findings().report(id, node, message, fix);
    }
}
