package espalier.isolation;

import espalier.tree.Mapping;

/** How a dialect writes a policy. */
interface PolicyWriter {
    String apiVersion();

    String kind();

    Mapping spec(Policy policy);

    /** What keeps the dialect from naming {@code peer}, for people; null where it can. */
    default @org.jspecify.annotations.Nullable String cannotName(Peer peer) {
        return null;
    }
}
