package infra.gateway;

/** How objects tell external-dns of themselves; from its documentation of annotations. */
final class ExternalDnsAnnotations {
    /** What the hosts of a gateway's routes are aliases of. */
    static final String TARGET = "external-dns.alpha.kubernetes.io/target";

    /** Whether Cloudflare stands in front of a route's hosts. */
    static final String PROXIED = "external-dns.alpha.kubernetes.io/cloudflare-proxied";

    /** Who reads the object; one that says another program than external-dns is left alone. */
    static final String CONTROLLER = "external-dns.alpha.kubernetes.io/controller";

    private ExternalDnsAnnotations() {}
}
