package espalier.graph;

import espalier.Cluster;
import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.Reference;
import espalier.catalog.KindCatalog;
import espalier.rules.Ownership;
import espalier.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every object of a cluster, what else exists because of it, and the edges between them. */
public final class ObjectGraph {
    private static final Rule TWICE = Ownership.DUPLICATE_OBJECT;

    private final Cluster cluster;
    private final KindCatalog catalog;
    private final List<KubernetesObject> objects = new ArrayList<>();
    private final Map<String, List<KubernetesObject>> byKind = new HashMap<>();
    private final Map<Identity, KubernetesObject> byIdentity = new LinkedHashMap<>();
    private final Provisions provisions;
    private final Map<KubernetesObject, List<Reference>> variables = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Edge> edgesByName = new ArrayList<>();
    private final List<Dangling> dangling = new ArrayList<>();
    private final Contents contents = new Contents();
    private boolean scanned;

    private ObjectGraph(Cluster cluster, KindCatalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.provisions = new Provisions(catalog);
    }

    /** The graph of a complete cluster; what is wrong with references is added to its findings. */
    public static ObjectGraph of(Cluster cluster, KindCatalog catalog) {
        var graph = new ObjectGraph(cluster, catalog);
        List<Node> nodes = cluster.node().subtree();
        for (Node node : nodes) {
            node.objects().forEach(graph::add);
            node.kustomizations().forEach(graph::addPart);
            node.provisions().forEach(graph.provisions::add);
        }
        for (Node node : nodes) {
            node.provisions().forEach(graph::findSharedProvisions);
        }
        graph.provisions.addMade(graph.objects, graph.byIdentity);
        graph.scan(graph.objects);
        return graph;
    }

    /** Takes in {@code more}, which follow from what is in the graph. */
    public void include(List<KubernetesObject> more) {
        if (!more.isEmpty()) {
            more.forEach(this::add);
            scan(more);
        }
    }

    private void scan(List<KubernetesObject> some) {
        int known = edgesByName.size();
        ReferenceScan.of(some, this, new ReferenceScan.Found(edges, edgesByName, dangling), contents);
        scanned = true;
        edges.addAll(edgesByName.subList(known, edgesByName.size()));
    }

    private void add(KubernetesObject object) {
        objects.add(object);
        Identity identity = object.fixIdentity();
        byKind.computeIfAbsent(identity.kind(), kind -> new ArrayList<>()).add(object);
        KubernetesObject other = byIdentity.putIfAbsent(identity, object);
        if (other != null) {
            reportTwice(object, other);
            return;
        }
        if (identity.kind().equals("CustomResourceDefinition")) {
            provisions.define(object);
        }
    }

    private void reportTwice(KubernetesObject object, KubernetesObject other) {
        Node owner = object.owner();
        if (!owner.sharesIdWith(other.owner())) {
            owner.findings()
                    .report(
                            TWICE,
                            object,
                            "Tried to make " + object + ", but " + other.owner().path()
                                    + " makes one of the same kind, namespace and name, at " + other.origin()
                                    + "; they would overwrite each other for ever",
                            "give one of the two another name, or another namespace");
        }
    }

    /** What one construct provides and another one makes or provides as well, such as a Secret that two declare. */
    private void findSharedProvisions(Provision provision) {
        Node provider = provision.provider();
        KubernetesObject object = byIdentity.get(provision.identity());
        Provision declared = provisions.get(provision.identity());
        Node other = object != null ? object.owner() : declared == null ? provider : declared.provider();
        boolean doubled = other.unit() != provider.unit() && !provider.sharesIdWith(other);
        doubled &= object == null || !other.kustomizations().contains(object);
        for (KubernetesObject own : provider.objects()) {
            doubled &= byIdentity.get(own.identity()) == own; // else the object behind it is reported
        }
        if (doubled) {
            provider.findings()
                    .report(
                            TWICE,
                            provider,
                            "Tried to provide " + provision + ", but " + other.path()
                                    + " provides one of the same kind, namespace and name, at " + other.origin(),
                            "give one of the two another name, or let both use the same one");
        }
    }

    void noteVariable(KubernetesObject object, Reference variable) {
        variables.computeIfAbsent(object, key -> new ArrayList<>(2)).add(variable);
    }

    /** The places in {@code object} in which Flux puts a value when it applies it. */
    public List<Reference> variablesIn(KubernetesObject object) {
        return variables.getOrDefault(object, List.of());
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

    /** The objects of {@code kind}, of whatever group, in tree order. */
    public List<KubernetesObject> ofKind(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** Adds the Kustomization of a component, of a part of it, or of a stage; two of one name are told by the order. */
    public void addPart(KubernetesObject kustomization) {
        objects.add(kustomization);
        Identity identity = kustomization.fixIdentity();
        byKind.computeIfAbsent(identity.kind(), kind -> new ArrayList<>()).add(kustomization);
        byIdentity.putIfAbsent(identity, kustomization);
        if (scanned) {
            contents.unknown(kustomization);
        }
    }

    /** The objects in which {@code content} may stand, in tree order: it does not in any other. */
    public List<KubernetesObject> holding(Content content) {
        return contents.holding(content);
    }

    /** What exists because of the cluster's constructs without being an object in git. */
    public Iterable<Provision> provisions() {
        return provisions.all();
    }

    public List<Edge> edges() {
        return edges;
    }

    /** The edges that no handle gave, only a name that somebody wrote: of these, no key was looked up before. */
    public List<Edge> edgesByName() {
        return edgesByName;
    }

    /** The names in reference fields under which nothing is known. */
    public List<Dangling> dangling() {
        return dangling;
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

    /** Whether controllers make something of the kind of {@code wanted} of what its provider holds. */
    boolean isMadeInSteadOf(Provision wanted) {
        return provisions.isMadeInSteadOf(wanted);
    }

    /** What defines the custom resource {@code kind} of {@code group}, or null where nothing here does. */
    public @Nullable Provision definition(String group, String kind) {
        return provisions.definition(group, kind);
    }

    /** What defines the kind of {@code object}, or null where nothing here does. */
    @Nullable
    Provision definition(KubernetesObject object) {
        return provisions.definition(Identity.groupOf(object.apiVersion()), object.kind());
    }

    /** The CEL expression that says when {@code object} is ready, or null where its status does, or nothing. */
    public @Nullable String readyWhen(KubernetesObject object) {
        Provision definition = definition(object);
        Provision.CustomKind kind = definition == null ? null : definition.customKind();
        String said = kind == null ? null : kind.readyWhen();
        return said != null ? said : catalog.of(object).kind().readyWhen();
    }

    /** Whether there can be an object of which {@link #isReadinessUnseen} is true. */
    public boolean isAnyReadinessUnseen() {
        return catalog.usesKindNeverReady();
    }

    /** Whether nobody sees when {@code object} is ready, though it takes time. */
    public boolean isReadinessUnseen(KubernetesObject object) {
        return catalog.of(object).kind().readiness() == Kind.Readiness.NEVER && readyWhen(object) == null;
    }
}
