package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.rules.Ownership;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One owner for each object, also where one of the two is a chart, or stands in the same component: the graph finds those of
 * different components.
 */
final class Owners {
    private static final FieldPath PRUNE = FieldPath.of("metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune");

    /** Deleting these is refused by the API server, and what prunes them tries for ever. */
    private static final Set<String> ETERNAL = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final ObjectGraph graph;
    private final Map<Identity, Provision> provided = new HashMap<>();
    private final Map<String, KubernetesObject> releases = new HashMap<>();

    private Owners(ObjectGraph graph) {
        this.graph = graph;
    }

    static void check(ObjectGraph graph) {
        var owners = new Owners(graph);
        for (Node node : graph.cluster().node().subtree()) {
            node.provisions().forEach(owners::provision);
        }
        graph.ofKind("HelmRelease").forEach(owners::release);
        graph.ofKind("Namespace").forEach(Owners::namespace);
    }

    private void provision(Provision provision) {
        Node provider = provision.provider();
        KubernetesObject object = graph.object(provision.identity());
        Provision other = provided.putIfAbsent(provision.identity(), provision);
        if (object != null && object.owner() != provider && isBeside(object.owner(), provider)) {
            object.error(
                    Ownership.OWNED_TWICE,
                    "Tried to make " + object + ", but " + provider.path() + " brings it, as said at "
                            + provider.origin() + "; each would undo what the other one does",
                    "leave it to one of the two");
        } else if (other != null && other.provider() != provider && isBeside(other.provider(), provider)) {
            provider.findings()
                    .report(
                            Ownership.OWNED_TWICE,
                            provider,
                            "Tried to bring " + provision + " by " + provider.path() + ", but "
                                    + other.provider().path() + " brings it, as said at "
                                    + other.provider().origin(),
                            "let only one of the two bring it");
        }
    }

    private static boolean isBeside(Node one, Node other) {
        return one.unit() != null && one.unit() == other.unit();
    }

    /** Helm knows a release by its name and the namespace in which it keeps its own records. */
    private void release(KubernetesObject release) {
        String given = text(release, "releaseName");
        String target = text(release, "targetNamespace");
        String storage = text(release, "storageNamespace");
        String name = given != null ? given : target == null ? release.name() : target + "-" + release.name();
        String place = storage == null ? release.namespace() : storage;
        KubernetesObject other = releases.putIfAbsent(place + "/" + name, release);
        if (other != null && !other.identity().equals(release.identity())) {
            release.error(
                    Ownership.RELEASE_TWICE,
                    "Tried to install the release " + name + " in " + place + " by " + release + ", but " + other
                            + " installs one of that name there, made at " + other.origin()
                            + "; each would replace the other one's chart",
                    "give one of the two another releaseName");
        }
    }

    private static @Nullable String text(KubernetesObject release, String field) {
        return FieldPath.of("spec", field).in(release.body()) instanceof Leaf leaf ? leaf.text() : null;
    }

    private static void namespace(KubernetesObject namespace) {
        boolean kept =
                PRUNE.in(namespace.body()) instanceof Leaf leaf && leaf.text().equals("disabled");
        if (ETERNAL.contains(namespace.name()) && !kept) {
            namespace.error(
                    Ownership.ETERNAL_NAMESPACE,
                    "Tried to let Flux prune " + namespace + ", but every cluster has it, and the API server refuses to"
                            + " delete it",
                    "leave the annotation kustomize.toolkit.fluxcd.io/prune: disabled on it");
        }
    }
}
