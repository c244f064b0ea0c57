package espalier.platform;

/** What a cluster has exactly one of, or none. */
public enum Capability {
    /** Gives pods their network. */
    CNI("CNI"),
    /** Enforces NetworkPolicies. */
    NETWORK_POLICY("network policy controller"),
    /** Leads a Service's address to its pods, as kube-proxy does. */
    SERVICE_PROXY("service proxy"),
    /** Gives Services of type LoadBalancer their addresses. */
    LOAD_BALANCER("load-balancer"),
    /** Answers for the names of Services. */
    DNS("cluster DNS"),
    /** Serves metrics.k8s.io, for autoscalers and {@code kubectl top}. */
    METRICS("metrics server");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
