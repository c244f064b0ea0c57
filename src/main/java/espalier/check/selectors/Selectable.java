package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.check.OpenNamespaces;
import espalier.check.Pod;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the selectors of a cluster can find: pods, Services, namespaces. */
public final class Selectable {
    /** Which every namespace has without saying so. */
    private static final String NAME = "kubernetes.io/metadata.name";

    private final LabelIndex pods = new LabelIndex();
    private final LabelIndex services = new LabelIndex();
    private final List<Labelled> namespaces = new ArrayList<>();
    private final Set<String> namespaceNames =
            new LinkedHashSet<>(List.of("default", "kube-system", "kube-public", "kube-node-lease", "flux-system"));
    private final OpenNamespaces open;

    /** @param workloads all pods of {@code graph} */
    public Selectable(ObjectGraph graph, List<Pod> workloads, OpenNamespaces open) {
        this.open = open;
        namespaceNames.addAll(open.all());
        workloads.forEach(pod -> pods.add(Labelled.of(pod)));
        for (KubernetesObject service : graph.ofKind("Service")) {
            services.add(Labelled.itself(service));
        }
        for (KubernetesObject object : graph.ofKind("Namespace")) {
            Mapping labels = Labelled.itself(object).labels().copy().put(NAME, object.name());
            namespaces.add(new Labelled(object, "", labels, List.of()));
        }
    }

    public LabelIndex pods() {
        return pods;
    }

    public LabelIndex services() {
        return services;
    }

    /** Those that have labels in git. */
    List<Labelled> namespaces() {
        return namespaces;
    }

    public Set<String> namespaceNames() {
        return namespaceNames;
    }

    /** The labels of {@code namespace}, or null where they are not known. */
    public @Nullable Mapping namespaceLabels(String namespace) {
        for (Labelled known : namespaces) {
            if (known.object().name().equals(namespace)) {
                return known.labels();
            }
        }
        return null;
    }

    /** Whether there can be pods and Services in {@code namespace} that are not known. */
    boolean isOpen(String namespace) {
        return open.contains(namespace);
    }

    /** The namespace that {@code selector} asks for by its name, or null. */
    static @Nullable String named(Mapping selector) {
        Mapping labels = selector.mapping("matchLabels");
        return labels == null ? null : labels.text(NAME);
    }
}
