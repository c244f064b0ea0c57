package espalier.rules;

/** Who owns what. */
public final class Ownership {
    public static final Rule DUPLICATE_OBJECT = Rule.error(
            "duplicate-object",
            "Two components make the same object",
            "They would overwrite each other at every reconciliation",
            "give one of them another name or namespace, or let both use one");

    private Ownership() {}
}
