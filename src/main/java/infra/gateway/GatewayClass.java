package infra.gateway;

import espalier.Text;
import espalier.kubernetes.CustomResource.CustomResourceSettings;

/** A kind of gateway, as one program serves it. */
public interface GatewayClass {
    /** The class's name. */
    Text name();

    /** Lets a gateway listen at {@code address}, in the way that the program asks the load-balancer for it. */
    void listen(CustomResourceSettings gateway, LoadBalancerAddress address);

    /** The name of the Service that the program makes for the gateway {@code name}, in its namespace. */
    String serviceOf(String name);
}
