package espalier.isolation;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.check.OpenNamespaces;
import espalier.check.Pod;
import espalier.check.selectors.Labelled;
import espalier.check.selectors.Selectable;
import espalier.check.selectors.Selector;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which pods exist because of which object, and by which labels they are found. */
final class PodGroups {
    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector", "matchLabels");

    private final ObjectGraph graph;
    private final Selectable selectable;
    private final Map<KubernetesObject, Peer> byObject = new HashMap<>();

    PodGroups(ObjectGraph graph, List<Pod> pods, Selectable selectable) {
        this.graph = graph;
        this.selectable = selectable;
        for (Pod pod : pods) {
            byObject.put(pod.object(), ofWorkload(pod));
        }
        for (KubernetesObject object : graph.objects()) {
            if (object.podTemplate() == null && runsPods(object)) {
                byObject.put(object, ofUnseen(object));
            }
        }
    }

    /** Pods that use the network of their node are none for any policy. */
    private static Peer ofWorkload(Pod pod) {
        if (Scalar.of(true).equals(pod.spec().get("hostNetwork"))) {
            return Entity.NODES;
        }
        KubernetesObject object = pod.object();
        Mapping metadata = pod.template().mapping("metadata");
        Mapping labels = SELECTOR.in(object.body()) instanceof Mapping selector
                        && !object.kind().equals("Job")
                ? selector
                : metadata == null ? null : metadata.mapping("labels");
        return new PodGroup(
                object.namespace(), labels == null ? new Mapping() : labels, object.name(), object, pod.containers());
    }

    private static Peer ofUnseen(KubernetesObject object) {
        Mapping labels = object.podLabels();
        boolean isRelease = object.kind().equals("HelmRelease");
        return new PodGroup(
                isRelease ? OpenNamespaces.target(object) : object.namespace(),
                labels == null ? new Mapping() : labels,
                object.name(),
                object,
                List.of());
    }

    /** Whether an operator or a chart makes pods of it, of which nothing is in git. A Gateway's stand with its controller. */
    private boolean runsPods(KubernetesObject object) {
        if (object.isCarrier()) {
            return false; // the workloads that it carries do
        }
        return object.kind().equals("HelmRelease")
                || !object.kind().equals("Gateway")
                        && graph.catalog().of(object).kind().isRunningPods();
    }

    /** The pods that exist because of {@code object}; null where none do. */
    @Nullable
    Peer of(KubernetesObject object) {
        return byObject.get(object);
    }

    /** All that is in git and has pods. */
    List<PodGroup> all() {
        var all = new ArrayList<PodGroup>();
        for (KubernetesObject object : graph.objects()) {
            if (byObject.get(object) instanceof PodGroup pods) {
                all.add(pods);
            }
        }
        return all;
    }

    /** The pods of {@code namespace} that have {@code labels}: those known here, else whatever has these labels. */
    List<Peer> with(String namespace, Mapping labels, String name) {
        var found = new ArrayList<Peer>(1);
        Selector selector = Selector.of(Mapping.of("matchLabels", labels));
        for (Labelled labelled : selectable.pods().matches(namespace, selector)) {
            Peer peer = byObject.get(labelled.object());
            if (peer != null) {
                found.add(peer);
            }
        }
        if (found.isEmpty()) {
            found.add(new PodGroup(namespace, labels, name, null, List.of()));
        }
        return found;
    }

    /** The pods behind {@code service}, an object in git; none where it selects none. */
    List<Peer> behind(KubernetesObject service) {
        Mapping spec = service.body().mapping("spec");
        Mapping selector = spec == null ? null : spec.mapping("selector");
        return selector == null || selector.isEmpty() ? List.of() : with(service.namespace(), selector, service.name());
    }

    /** The pods that exist because of {@code provision}, which is no object in git. */
    List<Peer> behind(Provision provision) {
        var found = new ArrayList<Peer>(1);
        KubernetesObject maker = provision.maker();
        if (maker != null) {
            add(maker, found);
            return found;
        }
        Node provider = provision.provider();
        provider.objects().forEach(object -> add(object, found));
        if (found.isEmpty() && provider.unit() != null) {
            for (Node below : provider.subtree()) {
                below.objects().forEach(object -> add(object, found));
            }
        }
        return found;
    }

    private void add(KubernetesObject object, List<Peer> to) {
        Peer peer = byObject.get(object);
        if (peer != null) {
            to.add(peer);
        }
    }

    /** The elements of {@code spec.ports} and the like of {@code object}. */
    static Mapping spec(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        return spec == null ? new Mapping() : spec;
    }

    /** The Services that {@code selector} finds in {@code namespace}. */
    List<KubernetesObject> services(String namespace, Mapping selector) {
        var found = new ArrayList<KubernetesObject>(1);
        for (Labelled labelled : selectable.services().matches(namespace, Selector.of(selector))) {
            found.add(labelled.object());
        }
        return found;
    }

    /** The pods that {@code selector} finds in {@code namespace}, as far as they are known. */
    List<Peer> pods(String namespace, Mapping selector) {
        var found = new ArrayList<Peer>(1);
        for (Labelled labelled : selectable.pods().matches(namespace, Selector.of(selector))) {
            add(labelled.object(), found);
        }
        return found;
    }

    /** Every namespace in which something is known to stand. */
    Iterable<String> namespaces() {
        return selectable.namespaceNames();
    }
}
