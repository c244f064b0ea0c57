package espalier.intake;

/** What a document leaves unsaid differs by where it comes from. */
enum Dialect {
    /** The API server drops every field that is not listed. */
    CUSTOM_RESOURCE,
    /** What an API server says of all its kinds: an object without any field listed holds what it likes. */
    OPEN_API,
    /** As above: nobody publishes JSON Schemas of kinds that are not made from one of the others. */
    JSON_SCHEMA
}
