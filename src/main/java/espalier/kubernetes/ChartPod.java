package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/**
 * A pod that a chart makes, for what is added to it by the chart's values: so that the step before an app's start is the same
 * one, from the same definition, whether a workload of ours or a chart runs the app.
 */
public final class ChartPod implements InitContainers {
    private final Added added;

    /** A pod of a chart that belongs to {@code owner}. */
    public ChartPod(Component owner) {
        added = new Added(owner.node());
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

    /** The value for the chart's key that takes volumes: those that the init containers mount. */
    public Sequence volumes() {
        return added.volumeList();
    }

    private static final class Added extends PodSettings<Added> {
        Added(Node node) {
            super(node);
        }

        @Override
        protected Added self() {
            return this;
        }
    }
}
