package espalier;

/** One port of a Service, as its clients reach it, wherever they stand. */
public final class ServicePort {
    private final Provision service;
    private final String name;
    private final int number;

    private ServicePort(Provision service, String name, int number) {
        this.service = service;
        this.name = name;
        this.number = number;
    }

    /** The port {@code name} with {@code number} of the Service that {@code service} stands for. */
    public static ServicePort of(Provision service, String name, int number) {
        return new ServicePort(service, name, number);
    }

    /**
     * The port of the Service that {@code app} makes under its own name when the tree is complete, because only then it knows by
     * which construct.
     */
    public static ServicePort of(Component app, String name, int number) {
        Node node = app.node();
        var identity = Identity.of("", "Service", node.namespace().text(), node.objectName());
        return of(Provision.of(identity, node), name, number);
    }

    /**
     * The name by which the reader finds the Service: the short one for pods and charts of its own namespace, and {@code
     * NAME.NAMESPACE.svc} for everybody else, since only within one namespace the short one is found.
     */
    public Text host() {
        String plain = service.identity().name();
        String full = plain + "." + service.identity().namespace() + ".svc";
        return Text.reference(Reference.to(service, name, plain).elsewhere(full));
    }

    /** The Service's name, for a field that names a Service; a program that connects to it takes {@link #host}. */
    public Text service() {
        return Text.reference(Reference.to(service, name, service.identity().name()));
    }

    /** The name by which any pod of the cluster finds the Service, also one that searches no domain. */
    public Text clusterHost() {
        String host = service.identity().name() + "." + service.identity().namespace() + ".svc.cluster.local";
        return Text.reference(Reference.to(service, name, host));
    }

    /** The port's name, for a field that names a port of the Service. */
    public Text name() {
        return Text.reference(Reference.to(service, name, name));
    }

    /** The port's number. */
    public Text port() {
        return Text.number(Reference.to(service, name, Integer.toString(number)));
    }

    /** {@code host:port}. */
    public Text address() {
        return Text.of(host(), ":", port());
    }

    /** The Service's namespace and name, for comparing. */
    public Provision provision() {
        return service;
    }
}
