package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pod that a chart makes, for what is said of it by the chart's values: so that an app's container, and the step before its
 * start, are the same ones, from the same definition, whether a workload of ours or a chart runs the app.
 */
public final class ChartPod implements InitContainers {
    private final Added added;

    /** A pod of a chart that belongs to {@code owner}. */
    public ChartPod(Component owner) {
        added = new Added(owner.node());
    }

    /** A pod of a chart that belongs to {@code owner}, of which {@code configure} says what it would of a workload. */
    public ChartPod(Component owner, Consumer<PodSettings<?>> configure) {
        this(owner);
        configure.accept(added);
    }

    @Override
    public boolean hasInitContainer(String name) {
        return added.hasInitContainer(name);
    }

    @Override
    public ChartPod initContainer(String name, String image, Consumer<Container> configure) {
        added.initContainer(name, image, configure);
        return this;
    }

    /** The value for the chart's key that takes init containers. */
    public Sequence initContainers() {
        return added.initContainerList();
    }

    /** The value for the chart's key that takes volumes: those that are mounted. */
    public Sequence volumes() {
        return added.volumes().toSequence();
    }

    /** Annotations that start the pod anew when a file or Secret changes that it reads; often none. */
    public Mapping annotations() {
        Mapping metadata = added.template("Always").mapping("metadata");
        return metadata == null ? new Mapping() : metadata.child("annotations");
    }

    /** What {@code key} of the pod's {@code spec} says, such as {@code securityContext}; empty where nothing was said of it. */
    public Mapping spec(String key) {
        return added.template("Always").child("spec").child(key);
    }

    /** Its only container, in Kubernetes' own words. */
    public Mapping container() {
        Sequence containers = added.template("Always").child("spec").sequence("containers");
        return containers != null && containers.size() == 1 && containers.get(0) instanceof Mapping container
                ? container
                : new Mapping();
    }

    /** The class of its runtime; null where it is the usual one. */
    public @Nullable Value runtimeClass() {
        return added.template("Always").child("spec").get("runtimeClassName");
    }

    private static final class Added extends PodSettings<Added> {
        Added(Node node) {
            super(node);
        }

        /** A chart has values of its own for that, and mostly makes an account. */
        @Override
        boolean namesAccount() {
            return false;
        }

        @Override
        protected Added self() {
            return this;
        }
    }
}
