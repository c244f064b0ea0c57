package espalier.verdict;

/**
 * Something that no check looked at.
 *
 * @param kind of which sort
 * @param what the object or kind that it is about, as people call it
 * @param why what would have to be there
 */
public record Unchecked(Kind kind, String what, String why) {

    /** Sorts of what is not checked. */
    public enum Kind {
        /** What depends on what the cluster runs on. */
        PLATFORM("platform", "question of the platform", "questions of the platform"),
        /** What a chart makes of its values. */
        CHART("chart", "chart", "charts"),
        /** Fields of objects whose kind has no schema here. */
        SCHEMA("schema", "kind without schema", "kinds without schema"),
        /** What the schemas at hand have otherwise than the cluster's version. */
        VERSION("version", "version with schemas of another", "versions with schemas of another"),
        /** A validation rule of a definition that could not be evaluated. */
        RULE("rule", "rule of a definition", "rules of definitions"),
        /** Keys of a Secret or ConfigMap that something else makes. */
        KEYS("keys", "Secret with unknown keys", "Secrets with unknown keys"),
        /** What network policies allow without an object that tells of it, or may lack. */
        NETWORK("network", "question of who talks to whom", "questions of who talks to whom"),
        /** Something of which it is known that it does not work. */
        KNOWN_BROKEN("known-broken", "construct known to be broken", "constructs known to be broken"),
        /** An object into which a policy cannot look. */
        POLICY("policy", "object that policies cannot read", "objects that policies cannot read"),
        /** An image of which its cluster does not know the digest. */
        DIGEST("digest", "image with an unknown digest", "images with unknown digests"),
        /** A policy that the cluster has not switched on. */
        POLICY_OFF("policy-off", "policy off", "policies off");

        private final String id;
        private final String one;
        private final String many;

        Kind(String id, String one, String many) {
            this.id = id;
            this.one = one;
            this.many = many;
        }

        /** For programs. */
        public String id() {
            return id;
        }

        /** For people: {@code 2 charts}. */
        String counted(int number) {
            return number + " " + (number == 1 ? one : many);
        }
    }
}
