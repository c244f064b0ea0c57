package espalier;

import espalier.Exemption.Kind;
import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster that follows a git repository by Flux: the root of a tree of stages and components. */
public abstract class Cluster implements Scope {
    private final Node node;
    private final Fleet fleet;
    private final ClusterSettings settings;
    private final Platform platform;
    private final Set<Node> unpackaged = new HashSet<>(0);
    private final Map<Node, Packaging.Carrier> carriers = new LinkedHashMap<>(0);
    private @Nullable VersionFile versions;
    private final List<Patch> patches = new ArrayList<>();
    private final Resources resources = new Resources(getClass().getClassLoader());
    private final Completion completion = new Completion(this);
    /**
     * Registers the cluster with {@code fleet}, which keeps its findings whatever happens in the rest of the constructor.
     *
     * @param name also the name of its directory, {@code dist/NAME}
     */
    protected Cluster(Fleet fleet, String name, Consumer<ClusterSettings> configure) {
        this.fleet = fleet;
        this.node = Node.root(this, fleet.register(name, this));
        this.platform = new Platform(node);
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
        if (construct.node().cluster() != this) {
            findings()
                    .report(
                            Construction.FOREIGN_HANDLE,
                            node,
                            Origin.here(),
                            "Tried to patch " + construct.node().path() + " from the cluster " + name()
                                    + ", but it belongs to another cluster",
                            "patch it in the class of the cluster that it belongs to");
            return;
        }
        var patch = new Patch(construct.node(), because, Origin.here());
        change.accept(patch);
        patches.add(patch);
        construct.node().exempt(Kind.PATCH, patch.describe(), because);
    }

    /**
     * Answers what constructs ask the cluster: how apps are reached ({@link Exposure}), where charts come from, what keeps a
     * volume, and so on; each question once, in any order.
     */
    protected final void platform(Answer... answers) {
        for (Answer answer : answers) {
            platform.add(answer);
            if (answer instanceof Packaging) {
                settings.refuseLabels();
            }
        }
    }

    final Platform platform() {
        return platform;
    }

    /** Leaves the workloads of {@code component} objects of their own, though the cluster packages those of others. */
    protected final void unpackaged(Component component, String because) {
        unpackaged.add(component.node());
        component.node().exempt(Kind.LIFTED, "its workloads are no part of a release", because);
    }

    /** Whether releases carry the workloads, in whose values kustomize rewrites no name. */
    public final boolean isPackaged() {
        return platform.answer(Packaging.class) != null;
    }

    /** The labels of its objects: those of its {@link Packaging}, else of the settings. */
    public final LabelConvention labels() {
        Packaging answer = platform.answer(Packaging.class);
        return answer == null ? settings.labels() : answer.labels();
    }

    /** The file that says its versions; null where it has none. */
    public final @Nullable VersionFile versions() {
        Resource file = settings.versions();
        if (versions == null && file != null) {
            versions = VersionFile.read(file, node);
        }
        return versions;
    }

    /** Lets the packaging make what carries the workloads of {@code component}. */
    final void prepareCarrier(Node component) {
        Packaging answer = platform.answer(Packaging.class);
        Packaging.Carrier carrier =
                answer == null || unpackaged.contains(component) ? null : answer.prepare(component.construct());
        if (carrier != null) {
            carriers.put(component, carrier);
        }
    }

    private void carry() {
        carriers.forEach((component, carrier) -> completion.now(component, component.origin(), () -> {
            var objects = new ArrayList<KubernetesObject>();
            for (Node node : component.subtree()) {
                objects.addAll(node.objects());
            }
            carrier.carry(objects);
        }));
    }

    /** Whether the constructor got past its settings, without which nothing can be said of the cluster. */
    @SuppressWarnings("ConstantValue") // an exception may have left the field unset
    final boolean hasSettings() {
        return settings != null;
    }

    /** What the cluster has from elsewhere. */
    public final External external() {
        return new External(node);
    }

    final Findings findings() {
        return fleet.findings(node == null ? "" : name());
    }

    final Resources resources() {
        return resources;
    }

    final Completion completion() {
        return completion;
    }

    /** Whether it takes neither constructs nor settings any more. */
    final boolean isFrozen() {
        return completion.hasBegunToWrite();
    }

    /**
     * Lets every construct finish its objects, applies the patches, packages what is packaged, and closes the tree. Called by the
     * compiler, once.
     *
     * @param beforePatches what the compiler adds to the objects, and a patch may still take away
     */
    public final void complete(Runnable beforePatches, List<Patch> fromFiles) {
        Making.begin(name(), this);
        try {
            completion.run();
            beforePatches.run();
            for (Patch patch : fromFiles) {
                patches.add(patch);
                patch.scope().exempt(Kind.PATCH, patch.describe(), patch.because(), patch.origin());
            }
            patches.forEach(Patch::apply);
            carry();
        } finally {
            Making.end();
        }
    }

    /**
     * Applies the patches to {@code derived}, which follow from the other objects as these were patched, and tells of patches that
     * match nothing. Called by the compiler, once.
     */
    public final void patchDerived(List<KubernetesObject> derived) {
        Making.begin(name(), this);
        try {
            for (Patch patch : patches) {
                patch.apply(derived);
                patch.tellUnmatched();
            }
        } finally {
            Making.end();
        }
    }
}
