package espalier.isolation;

/** In which kind of object it is said who may talk to whom. */
public enum Dialect {
    /** Cilium's {@code CiliumNetworkPolicy}, which knows its own gateway and the API server. */
    CILIUM,
    /** Kubernetes's own {@code NetworkPolicy}, which knows pods and addresses. */
    KUBERNETES;

    PolicyWriter writer(Surroundings surroundings) {
        return this == CILIUM ? new CiliumPolicies() : new PlainPolicies(surroundings);
    }
}
