package espalier.rules;

/** What the schema of its kind says of an object. */
public final class Schemas {
    public static final Rule UNKNOWN_FIELD = Rule.error(
                    "schema-unknown-field",
                    "An object has a field that its kind does not know",
                    "The API server drops it without a word, or refuses the object",
                    "name a field that there is, or take it away")
            .waivable();

    public static final Rule TYPE = Rule.error(
                    "schema-type",
                    "A field holds something of another type than its kind has there",
                    "The API server refuses the object, and Flux nothing of the Kustomization that it stands in",
                    "write a value of the type that is named")
            .waivable();

    public static final Rule REQUIRED = Rule.error(
                    "schema-required",
                    "An object lacks a field that its kind demands",
                    "The API server refuses the object",
                    "give it the field")
            .waivable();

    public static final Rule VALUE = Rule.error(
                    "schema-value",
                    "A field holds a value that its kind does not allow",
                    "The API server refuses the object",
                    "write one of the values that are named")
            .waivable();

    public static final Rule RULE = Rule.error(
                    "schema-rule",
                    "An object breaks a validation rule that the definition of its kind has",
                    "The API server refuses the object, and Flux nothing of the Kustomization that it stands in",
                    "change the object so that the rule holds; the message is the definition's own")
            .waivable();

    public static final Rule UNREADABLE = Rule.error(
            "schema-unreadable",
            "A file below schemas/ cannot be read",
            "Objects of its kind are not held against their schema",
            "make it again with espalier schemas add or pull");

    public static final Rule OLDER = Rule.warning(
                    "schema-older",
                    "An object has something that a schema older than the cluster does not know",
                    "Either the cluster's version brought it, or the API server refuses the object",
                    "take the schemas from the cluster itself with espalier schemas pull")
            .waivable();

    private Schemas() {}
}
