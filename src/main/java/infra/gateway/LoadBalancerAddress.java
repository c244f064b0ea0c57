package infra.gateway;

import espalier.Text;
import espalier.tree.Mapping;

/** An address outside the cluster that a load-balancer gives to one taker. */
public interface LoadBalancerAddress {
    /** The address itself. */
    Text text();

    /** The annotations by which a Service asks for it. */
    Mapping annotations();
}
