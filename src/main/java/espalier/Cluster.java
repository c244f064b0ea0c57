package espalier;

import espalier.Exemption.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A Kubernetes cluster that follows a git repository by Flux: the root of a tree of stages and components. */
public abstract class Cluster implements Scope {
    private final Node node;
    private final Fleet fleet;
    private final ClusterSettings settings;
    private final List<Patch> patches = new ArrayList<>();
    private final Resources resources = new Resources(getClass().getClassLoader());
    private boolean frozen;

    /**
     * Registers the cluster with {@code fleet}, which keeps its findings whatever happens in the rest of the constructor.
     *
     * @param name also the name of its directory, {@code dist/NAME}
     */
    protected Cluster(Fleet fleet, String name, Consumer<ClusterSettings> configure) {
        this.fleet = fleet;
        fleet.register(name, this);
        this.node = Node.root(this, name);
        this.settings = Settings.configured(new ClusterSettings(node), configure);
    }

    @Override
    public final Node node() {
        return node;
    }

    /** Also the name of its directory. */
    public final String name() {
        return node.id();
    }

    public final ClusterSettings settings() {
        return settings;
    }

    /**
     * Changes fields of the objects that {@code construct} makes, where no setting of it does.
     *
     * @param because why; shown on the cluster's page
     * @param change what; a patch that matches no object is a finding
     */
    public final void patch(Scope construct, String because, Consumer<Patch> change) {
        var patch = new Patch(construct.node(), because, Origin.here());
        change.accept(patch);
        patches.add(patch);
        construct.node().exempt(Kind.PATCH, patch.describe(), because);
    }

    final Findings findings() {
        return fleet.findings(node == null ? "" : name());
    }

    final Resources resources() {
        return resources;
    }

    final boolean isFrozen() {
        return frozen;
    }

    /**
     * Lets every construct finish its objects, applies the patches, and closes the tree. Called by the compiler, once.
     *
     * @param beforePatches what the compiler adds to the objects, and a patch may still take away
     */
    public final void complete(Runnable beforePatches, List<Patch> fromFiles) {
        try {
            while (node.runDeferred()) {
                // what was deferred may defer in turn
            }
        } catch (Exception | StackOverflowError | AssertionError thrown) {
            fleet.failed(name(), thrown);
        }
        beforePatches.run();
        for (Patch patch : patches) {
            patch.apply();
        }
        for (Patch patch : fromFiles) {
            patch.apply();
            patch.scope().exempt(Kind.PATCH, patch.describe(), patch.because());
        }
        frozen = true;
    }
}
