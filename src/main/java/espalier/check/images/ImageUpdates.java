package espalier.check.images;

import espalier.Finding;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.Dangling;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.Images;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policies of a cluster, what marks name them, and the automations that write what they choose. */
public final class ImageUpdates {
    private static final String GROUP = "image.toolkit.fluxcd.io";
    private static final FieldPath REPOSITORY = FieldPath.of("spec", "imageRepositoryRef", "name");
    private static final FieldPath SELECTOR = FieldPath.of("spec", "policySelector", "matchLabels");
    private static final FieldPath UPDATED = FieldPath.of("spec", "update", "path");
    private static final FieldPath COMPONENTS = FieldPath.of("spec", "components");
    private static final String CONTROLLER = "image-automation-controller";
    private static final String[] MOVES = {"targetNamespace", "namePrefix", "nameSuffix"};

    private final ObjectGraph graph;
    private final List<KubernetesObject> automations;
    private final Set<KubernetesObject> marked = new HashSet<>();

    private ImageUpdates(ObjectGraph graph) {
        this.graph = graph;
        this.automations = graph.ofKind("ImageUpdateAutomation");
    }

    public static void check(ObjectGraph graph) {
        List<KubernetesObject> policies = graph.ofKind("ImagePolicy");
        var check = new ImageUpdates(graph);
        if (!policies.isEmpty()) {
            check.markers();
            policies.forEach(check::policy);
        }
        if (!check.automations.isEmpty()) {
            check.automations.forEach(check::automation);
            graph.ofKind("FluxInstance").forEach(check::controllers);
        }
        MarkedPins.check(graph);
    }

    private void markers() {
        for (Edge edge : graph.edges()) {
            KubernetesObject policy = edge.object();
            if (isMarker(edge)
                    && policy != null
                    && edge.field().in(edge.reader().body()) instanceof Leaf value) {
                marked.add(policy);
                MarkedValue.check(edge, value, policy, repository(policy));
            }
        }
    }

    /** Whether {@code edge} is one from a marked value to its policy. */
    static boolean isMarker(Edge edge) {
        Identity target = edge.target().identity();
        return target.kind().equals("ImagePolicy") && target.group().equals(GROUP);
    }

    private @Nullable KubernetesObject repository(KubernetesObject policy) {
        String name = REPOSITORY.in(policy.body()) instanceof Leaf leaf ? leaf.text() : "";
        String other = FieldPath.of("spec", "imageRepositoryRef", "namespace").in(policy.body()) instanceof Leaf leaf
                ? leaf.text()
                : policy.namespace();
        return graph.object(Identity.of(GROUP, "ImageRepository", other, name));
    }

    private void policy(KubernetesObject policy) {
        Mapping spec = policy.body().mapping("spec");
        String trouble = spec == null ? null : TagRule.of(spec).trouble();
        String move = move(policy);
        if (trouble != null) {
            policy.error(
                    Images.IMAGE_POLICY,
                    "Tried to choose an image by " + policy + ", but " + trouble,
                    "correct it; Flux would choose nothing");
        } else if (move != null) {
            policy.error(
                    Images.IMAGE_POLICY,
                    null,
                    move,
                    "Tried to follow an image by " + policy + ", but " + move + ", so that no marker that names "
                            + policy.namespace() + ":" + policy.name() + " means it any more",
                    "take that away, or give the policy its last namespace and name where it is made");
        } else if (!marked.contains(policy)
                && !MarkedPins.name(graph.cluster(), policy.namespace() + ":" + policy.name())
                && !isAnyMarkerWrong()) {
            policy.error(
                    Images.IMAGE_POLICY,
                    "Tried to find what " + policy + " keeps up to date, but no value has its marker",
                    "write # {\"$imagepolicy\": \"" + policy.namespace() + ":" + policy.name()
                            + "\"} behind an image, or take the policy away");
        } else if (marked.contains(policy) && !isWritten(policy)) {
            policy.error(
                    Images.IMAGE_AUTOMATION,
                    null,
                    policy.namespace(),
                    "Tried to keep images up to date by " + policy + ", but no ImageUpdateAutomation of the namespace "
                            + policy.namespace() + " takes what it chooses into git",
                    "make an ImageUpdateAutomation there; Flux looks for policies in its own namespace only");
        }
    }

    /** A marker that cannot be read, or names nothing, may be meant for a policy that none names. */
    private boolean isAnyMarkerWrong() {
        for (Dangling dangling : graph.dangling()) {
            if (dangling.wanted().kind().equals("ImagePolicy")) {
                return true;
            }
        }
        for (Finding finding : graph.cluster().node().findings().all()) {
            if (finding.rule().equals(References.IMAGE_MARKER)) {
                return true;
            }
        }
        return false;
    }

    /** What kustomize does to namespace or name of {@code policy} after all that is seen here; null for nothing. */
    private static @Nullable String move(KubernetesObject policy) {
        for (Node at = policy.owner(); at != null; at = at.parent()) {
            for (KubernetesObject kustomization : at.kustomizations()) {
                for (String field : MOVES) {
                    Value value = FieldPath.of("spec", field).in(kustomization.body());
                    boolean isItsOwn = value instanceof Leaf leaf && leaf.text().equals(policy.namespace());
                    if (value instanceof Leaf leaf && !(isItsOwn && field.equals(MOVES[0]))) {
                        return "spec." + field + " of " + kustomization + " is " + leaf.text();
                    }
                }
            }
        }
        return null;
    }

    private boolean isWritten(KubernetesObject policy) {
        Mapping labels = policy.body().child("metadata").mapping("labels");
        for (KubernetesObject automation : automations) {
            boolean all = automation.namespace().equals(policy.namespace());
            Mapping wanted = SELECTOR.in(automation.body()) instanceof Mapping mapping ? mapping : new Mapping();
            for (int i = 0; i < wanted.size() && all; i++) {
                all = labels != null && wanted.valueAt(i).equals(labels.get(wanted.keyAt(i)));
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** The file of versions, {@code dist/} and the snapshots lie below no other folder. */
    private void automation(KubernetesObject automation) {
        String path = UPDATED.in(automation.body()) instanceof Leaf leaf ? leaf.text() : "";
        if (MarkedPins.any(graph.cluster()) && !path.isEmpty() && !path.equals(".") && !path.equals("./")) {
            automation.error(
                    Images.IMAGE_AUTOMATION,
                    UPDATED,
                    null,
                    "Tried to let " + automation + " write what changes, but it writes only below " + path
                            + ", and not into the file of versions that the next synth reads, nor the snapshots",
                    "write the path ./");
        }
    }

    private void controllers(KubernetesObject instance) {
        if (COMPONENTS.in(instance.body()) instanceof Sequence components) {
            for (Value component : components) {
                if (component instanceof Leaf leaf && leaf.text().equals(CONTROLLER)) {
                    return;
                }
            }
            instance.error(
                    Images.IMAGE_AUTOMATION,
                    COMPONENTS,
                    null,
                    "Tried to run " + automations.get(0) + ", but " + instance + " installs no " + CONTROLLER,
                    "say imageAutomation() where the FluxInstance is made");
        }
    }
}
