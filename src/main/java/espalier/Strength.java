package espalier;

/** What a reader needs of what it refers to, the strongest last. */
public enum Strength {
    /** Only that it exists; order does not matter. */
    MENTION,
    /** The reader does not become ready before. */
    RUN,
    /** The API server does not take the reader before: its CRD, its namespace, a webhook. */
    APPLY
}
