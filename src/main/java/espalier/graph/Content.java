package espalier.graph;

/** What stands somewhere in an object, and in most stands nowhere. */
public enum Content {
    /** A field without a value. */
    NULL,
    /** Text that some reader may not take: a character beyond ASCII, or a key unlike others. */
    ODD_TEXT,
    /** An address, or a list of variables or arguments, which may hold one without looking like one. */
    HOST,
    /** Expressions of a selector. */
    EXPRESSIONS
}
