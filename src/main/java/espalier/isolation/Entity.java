package espalier.isolation;

/** One end of a connection that is no pod and that a policy knows without its address. */
enum Entity implements Peer {
    /** Cilium's own proxy, which runs on every node and passes on what Gateways and Ingresses take in. */
    CILIUM_GATEWAY("the gateway"),
    /** Whoever comes from outside the cluster; nodes pass that on under their own addresses. */
    OUTSIDE("outside the cluster"),
    API_SERVER("the API server"),
    /** The nodes, and pods that use their network. */
    NODES("the nodes");

    private final String words;

    Entity(String words) {
        this.words = words;
    }

    @Override
    public String key() {
        return words;
    }

    @Override
    public String toString() {
        return words;
    }
}
