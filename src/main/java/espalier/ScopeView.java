package espalier;

/** A place in the tree, seen with a placement of its own. */
record ScopeView(Node node, Placement placement) implements Scope {}
