package espalier.bootstrap;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.live.Applier;
import espalier.live.LiveException;
import espalier.tree.Mapping;

/** Namespaces of what comes before Flux, which a later Kustomization of the tree may make, or Flux's own manifests. */
final class NeededNamespaces {
    private NeededNamespaces() {}

    /** Makes the namespace where it is missing, as the tree has it, or bare; gives whether it did. */
    static boolean make(String name, ObjectGraph graph, Ground ground) throws LiveException {
        if (name.isEmpty() || ground.cluster().get("v1", "Namespace", "", name) != null) {
            return false;
        }
        KubernetesObject inGit = graph.object(Identity.of("", "Namespace", "", name));
        Mapping namespace = inGit != null
                ? inGit.body()
                : Mapping.of("apiVersion", "v1").put("kind", "Namespace").put("metadata", Mapping.of("name", name));
        ground.cluster().apply(namespace, Applier.KUBECTL);
        return true;
    }

    /** Makes those that {@code objects} stand in and do not make themselves. */
    static void make(Iterable<Mapping> objects, ObjectGraph graph, Ground ground) throws LiveException {
        for (Mapping object : objects) {
            Mapping metadata = object.mapping("metadata");
            String namespace = ChartSource.text(metadata, "namespace");
            if (!makes(namespace, objects)) {
                make(namespace, graph, ground);
            }
        }
    }

    private static boolean makes(String namespace, Iterable<Mapping> objects) {
        for (Mapping object : objects) {
            boolean isNamespace = "Namespace".equals(object.text("kind"));
            if (isNamespace && namespace.equals(ChartSource.text(object.mapping("metadata"), "name"))) {
                return true;
            }
        }
        return false;
    }
}
