package espalier.platform;

import espalier.Scope;

/** A distribution of Kubernetes, as a cluster runs it: one a cluster, made in the cluster itself. */
public interface Distribution extends Scope {
    /** What it says of itself and of the machines it runs on. */
    MachineRoom room();

    /**
     * Says that {@code component} must be there before Flux can run, and so is installed by the bootstrap of the cluster. What
     * Flux itself needs (a CNI and DNS, where the distribution brings none) is found without it.
     *
     * @param because why; shown on the cluster's page
     */
    default void beforeFlux(Scope component, String because) {
        room().beforeFlux("", component, because);
    }

    /**
     * As {@link #beforeFlux(Scope, String)}, in a phase of the bootstrap that has a name. Phases follow one another in the order in
     * which they are first named here; what a component needs comes in its phase or before it, and so do the Secrets that it reads
     * and those that are made in it. The last phase is called {@code flux}.
     */
    default void beforeFlux(String phase, Scope component, String because) {
        room().beforeFlux(phase, component, because);
    }
}
