package espalier.rules;

/** What can be given only once. */
public final class Scarcity {
    public static final Rule ADDRESS_TAKEN = Rule.error(
            "address-taken",
            "A load-balancer address is asked for twice",
            "One of the Services would never get it",
            "give one of them another address");

    public static final Rule ADDRESS_OUTSIDE = Rule.error(
                    "address-outside",
                    "An address is asked for that nobody gives out",
                    "The Service would never get it",
                    "take one out of a pool, or widen a pool")
            .waivable();

    public static final Rule ADDRESS_UNASKED = Rule.warning(
                    "address-unasked",
                    "A Service takes any address of a pool of which something else wants a certain one",
                    "In a cluster that starts from nothing the Service may be there first and be given it, and keeps it",
                    "let the Service ask for another one, or keep that address out of its pool")
            .waivable();

    public static final Rule POOL_OVERLAP = Rule.error(
                    "pool-overlap",
                    "A pool of addresses holds some that are in use otherwise",
                    "Two would answer under one address",
                    "draw the pool elsewhere")
            .waivable();

    public static final Rule NETWORK_OVERLAP = Rule.error(
                    "network-overlap",
                    "Two networks of a cluster have addresses in common",
                    "What has such an address is reached by nobody, or by the wrong one",
                    "draw one of the two elsewhere")
            .waivable();

    public static final Rule NODE_PORT = Rule.error(
                    "node-port",
                    "A NodePort lies outside the range",
                    "The API server refuses it",
                    "choose one from 30000 to 32767")
            .waivable();

    public static final Rule NODE_PORT_TAKEN = Rule.error(
                    "node-port-taken",
                    "A NodePort is used twice",
                    "The API server refuses the second Service",
                    "choose another one")
            .waivable();

    public static final Rule RANDOM_NODE_PORT = Rule.error(
                    "random-node-port",
                    "A NodePort is left to chance",
                    "It would be another one after the next cold start",
                    "choose one")
            .waivable();

    public static final Rule HOST_PORT_TAKEN = Rule.error(
                    "host-port-taken",
                    "A port of the node is opened twice",
                    "The second pod would never be scheduled on that node",
                    "choose another one")
            .waivable();

    public static final Rule DEFAULT_CLASS_TAKEN = Rule.error(
                    "default-class-taken",
                    "Two classes are the default",
                    "Which one a claim gets is left to chance",
                    "make one of them the default")
            .waivable();

    public static final Rule ROUTE_TAKEN = Rule.error(
                    "route-taken",
                    "The same host and match are routed twice",
                    "One of the two would get all requests, the other none",
                    "give one of them another host or path")
            .waivable();

    public static final Rule DEVICE_TAKEN = Rule.error(
                    "device-taken",
                    "More pods ask for a device than can have one",
                    "The last of them would stay pending",
                    "let one of them do without, or share each device among more pods")
            .waivable();

    public static final Rule REPOSITORY_TWICE = Rule.warning(
                    "repository-twice",
                    "Two repositories of charts have one address, and one of them is for several releases",
                    "Flux fetches the same index twice, and one of them is forgotten when the address changes",
                    "take all charts from one, and take the other away")
            .waivable();

    private Scarcity() {}
}
