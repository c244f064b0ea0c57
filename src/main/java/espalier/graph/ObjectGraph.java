package espalier.graph;

import espalier.Cluster;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.catalog.KindCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every object of a cluster, what else exists because of it, and the edges between them. */
public final class ObjectGraph {
    private final Cluster cluster;
    private final KindCatalog catalog;
    private final List<KubernetesObject> objects = new ArrayList<>();
    private final Map<Identity, KubernetesObject> byIdentity = new LinkedHashMap<>();
    private final Map<Identity, Provision> provisions = new LinkedHashMap<>();
    private final Map<String, Provision> definitions = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();

    private ObjectGraph(Cluster cluster, KindCatalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
    }

    /** The graph of a complete cluster; what is wrong with references is added to its findings. */
    public static ObjectGraph of(Cluster cluster, KindCatalog catalog) {
        var graph = new ObjectGraph(cluster, catalog);
        for (Node node : cluster.node().subtree()) {
            node.objects().forEach(graph::add);
            node.provisions().forEach(graph::add);
        }
        var scan = new ReferenceScan(graph);
        for (KubernetesObject object : graph.objects) {
            scan.edgesOf(object, graph.edges);
        }
        return graph;
    }

    private void add(KubernetesObject object) {
        objects.add(object);
        Identity identity = object.identity();
        KubernetesObject other = byIdentity.putIfAbsent(identity, object);
        if (other != null) {
            object.owner()
                    .findings()
                    .error(
                            "duplicate-object",
                            object.owner(),
                            object.origin(),
                            "Tried to make " + identity + ", but "
                                    + other.owner().path() + " makes one of the same kind,"
                                    + " namespace and name, at " + other.origin()
                                    + "; they would overwrite each other for ever",
                            "give one of the two another name, or another namespace");
            return;
        }
        if (identity.kind().equals("CustomResourceDefinition")) {
            define(object);
        }
    }

    private void define(KubernetesObject definition) {
        var spec = definition.body().mapping("spec");
        var names = spec == null ? null : spec.mapping("names");
        String kind = names == null ? null : names.text("kind");
        if (spec != null && kind != null) {
            definitions.put(spec.text("group") + "/" + kind, Provision.of(definition.identity(), definition.owner()));
        }
    }

    private void add(Provision provision) {
        provisions.putIfAbsent(provision.identity(), provision);
        Provision.CustomKind kind = provision.customKind();
        if (kind != null) {
            String name = provision.identity().name();
            definitions.put(name.substring(name.indexOf('.') + 1) + "/" + kind.kind(), provision);
        }
    }

    public Cluster cluster() {
        return cluster;
    }

    public KindCatalog catalog() {
        return catalog;
    }

    /** In tree order. */
    public List<KubernetesObject> objects() {
        return objects;
    }

    /** What exists because of the cluster's constructs without being an object in git. */
    public Iterable<Provision> provisions() {
        return provisions.values();
    }

    public List<Edge> edges() {
        return edges;
    }

    /** The object in git with this identity, or null. */
    public @Nullable KubernetesObject object(Identity identity) {
        return byIdentity.get(identity);
    }

    /** What exists under this identity, in git or because of what is there, or null. */
    public @Nullable Provision provision(Identity identity) {
        KubernetesObject object = byIdentity.get(identity);
        return object != null ? Provision.of(identity, object.owner()) : provisions.get(identity);
    }

    /** What defines the custom resource {@code kind} of {@code group}, or null where nothing here does. */
    public @Nullable Provision definition(String group, String kind) {
        return definitions.isEmpty() ? null : definitions.get(group + "/" + kind);
    }
}
