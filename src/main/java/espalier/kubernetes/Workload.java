package espalier.kubernetes;

import espalier.Node;
import espalier.tree.Mapping;
import java.util.List;

/** Something that runs pods which a Service can find. */
public sealed interface Workload permits Deployment, StatefulSet {
    /** Where it stands. */
    Node node();

    /** The labels that its pods have and no others. */
    Mapping selector();

    /** The ports that its containers listen on. */
    List<ContainerPort> ports();

    /** Told by each Service that is made for it. */
    default void servedBy(Service service) {}
}
