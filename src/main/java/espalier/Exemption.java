package espalier;

/**
 * A departure from the rules, with the reason that somebody gave for it; listed on the cluster's page.
 *
 * @param kind which door was used
 * @param where the construct
 * @param what it does, in a few words
 * @param because why
 * @param origin the line that says so
 */
public record Exemption(Kind kind, Node where, String what, String because, Origin origin) {
    /** The doors out of the typed model. */
    public enum Kind {
        /** A field of somebody else's object changed. */
        PATCH("patch"),
        /** An object that no construct of ours writes. */
        RAW("raw object"),
        /** A secure default lifted. */
        LIFTED("default lifted"),
        /** An edge made weaker or stronger than its field implies. */
        NEED("need changed"),
        /** Something that is not from git. */
        EXTERNAL("from elsewhere"),
        /** Something of which it is known that it does not work. */
        KNOWN_BROKEN("known to be broken"),
        /** Something that its stage does not wait for. */
        UNAWAITED("not waited for"),
        /** A check told to be silent. */
        WAIVER("check waived");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For people, in two words. */
        public String word() {
            return word;
        }

        String describe(String what) {
            return word + ": " + what;
        }
    }
}
