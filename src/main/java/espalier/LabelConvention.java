package espalier;

import espalier.tree.Mapping;

/** The labels of a cluster: which ones say what an object belongs to. */
public interface LabelConvention {
    /**
     * The labels of an object, and of a workload's selector.
     *
     * @param name the workload's name, or the component's for an object that is no workload
     * @param component the component's id
     */
    Mapping labels(String name, String component);

    /** The labels of an object that is no workload; default those of a workload of the component's name. */
    default Mapping labels(String component) {
        return labels(component, component);
    }

    /** {@code app: NAME}, the default. */
    static LabelConvention app() {
        return (name, component) -> Mapping.of("app", name);
    }

    /** The labels that Kubernetes recommends: {@code app.kubernetes.io/name} and {@code app.kubernetes.io/instance}. */
    static LabelConvention recommended() {
        return (name, component) ->
                Mapping.of("app.kubernetes.io/name", name).put("app.kubernetes.io/instance", component);
    }
}
