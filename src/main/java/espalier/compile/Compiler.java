package espalier.compile;

import espalier.Causes;
import espalier.Cluster;
import espalier.Finding;
import espalier.Findings;
import espalier.Fleet;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Patch;
import espalier.Review;
import espalier.catalog.KindCatalog;
import espalier.check.Checks;
import espalier.check.OpenNamespaces;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.Waivers;
import espalier.check.databases.DatabaseChecks;
import espalier.check.hosts.HostChecks;
import espalier.check.images.ImageUpdates;
import espalier.check.platform.PlatformChecks;
import espalier.check.routes.RouteChecks;
import espalier.check.selectors.Selectable;
import espalier.check.selectors.SelectorChecks;
import espalier.check.soundness.SoundnessChecks;
import espalier.coldstart.ColdStart;
import espalier.graph.ObjectGraph;
import espalier.isolation.Derivation;
import espalier.layout.FileSpec;
import espalier.layout.Rendering;
import espalier.layout.Tree;
import espalier.moves.MoveFile;
import espalier.moves.Moves;
import espalier.order.Order;
import espalier.patches.PatchFiles;
import espalier.rules.Construction;
import espalier.schema.SchemaCheck;
import espalier.schema.SchemaResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Takes a cluster through every step. Clusters can be compiled in parallel. */
public final class Compiler {
    private final Fleet fleet;
    private final Path root;
    /** From a cluster's completion to its graph. */
    private final Map<Cluster, KindCatalog> catalogs = new ConcurrentHashMap<>();

    /** A compiler of the clusters of {@code fleet} in the repository at {@code root}. */
    public Compiler(Fleet fleet, Path root) {
        this.fleet = fleet;
        this.root = root;
    }

    /** Compiles the cluster {@code name} as far as it gets, and says all that is wrong with it. */
    public Compilation compile(String name) {
        return compile(name, true);
    }

    /**
     * The tree of the cluster {@code name}, for who only asks what stands where: what the constructs themselves refuse is
     * found, and nothing else is checked.
     */
    public Compilation layOut(String name) {
        return compile(name, false);
    }

    private Compilation compile(String name, boolean checked) {
        Findings findings = fleet.findings(name);
        try {
            Cluster cluster = made(name);
            if (cluster == null) {
                return Compilation.broken(name, Causes.folded(findings.all()));
            }
            return checked ? compiled(cluster) : laidOut(cluster);
        } catch (RuntimeException | StackOverflowError thrown) {
            // One cluster's trouble, even with the compiler, leaves the others alone.
            findings.add(bug(name, thrown));
            return Compilation.broken(name, Causes.folded(findings.all()));
        }
    }

    /**
     * The cluster {@code name} with its objects as they would be written, patches and all, before anything is looked up or
     * checked; null when its constructor did not get as far as its settings.
     */
    public @Nullable Cluster made(String name) {
        Cluster cluster = fleet.make(name); // construct
        if (cluster != null) {
            complete(cluster);
        }
        return cluster;
    }

    /**
     * The steps from the objects of {@code cluster}, which was {@link #made}, to its tree. Nothing changes the objects once
     * their order is known: so two threads share what looks at them, and then the rendering. What they find is told in one
     * order, whoever finds it first.
     */
    public Compilation compiled(Cluster cluster) {
        String name = cluster.name();
        Resolved resolved = resolved(cluster);
        ObjectGraph graph = resolved.graph;
        List<Pod> pods = resolved.pods;
        Order order = resolved.order;
        Findings findings = fleet.findings(name);
        var together = new Together();
        Future<List<Finding>> usual = look(together, findings, () -> Checks.runOnObjects(graph, pods));
        Future<List<Finding>> used = look(together, findings, () -> Checks.runOnUses(graph, pods));
        Future<List<Finding>> reached = look(together, findings, () -> checkReach(graph, pods));
        Future<SchemaCheck> held = together.add(() -> SchemaCheck.of(graph, root));
        Future<List<Finding>> sound = look(together, findings, () -> SoundnessChecks.run(graph, pods));
        Future<List<Finding>> atStart = look(together, findings, () -> ColdStart.of(order));
        Future<Rendering> laidOut = together.add(() -> new Rendering(Tree.files(order, resolved.moves)));
        Future<List<Finding>> fitting = look(together, findings, () -> checkPlatform(graph, pods));
        Future<List<FileSpec>> files = together.add(() -> render(laidOut));
        Future<List<FileSpec>> same = together.add(() -> render(laidOut));
        together.work();
        for (Future<List<Finding>> found : List.of(usual, used, sound, fitting, reached)) {
            Together.result(found).forEach(findings::add);
        }
        Review.all(cluster, graph.objects());
        Together.result(atStart).forEach(findings::add);
        SchemaResult schemas = Together.result(held).tell();
        List<Finding> left = Causes.folded(Waivers.applied(cluster.node(), findings.all()));
        var compilation = new Compilation(name, left, order, List.of(), schemas);
        if (compilation.failed()) {
            return compilation;
        }
        Together.result(same);
        return compilation.with(Together.result(files));
    }

    private static Future<List<Finding>> look(Together together, Findings findings, Runnable look) {
        return together.add(() -> findings.aside(look));
    }

    /** Renders until nothing is left that nobody has begun with. */
    private static List<FileSpec> render(Future<Rendering> laidOut) {
        Rendering rendering = Together.result(laidOut);
        rendering.takePart();
        return rendering.files();
    }

    private Compilation laidOut(Cluster cluster) {
        Resolved resolved = resolved(cluster);
        Order order = resolved.order;
        List<Finding> found = Causes.folded(fleet.findings(cluster.name()).all());
        var compilation = new Compilation(cluster.name(), found, order, List.of(), SchemaResult.NONE);
        return compilation.failed() ? compilation : compilation.with(Tree.files(order, resolved.moves));
    }

    private record Resolved(ObjectGraph graph, List<Pod> pods, Order order, Moves moves) {}

    private Resolved resolved(Cluster cluster) {
        KindCatalog known = catalogs.remove(cluster);
        KindCatalog catalog = known == null ? kindsOf(cluster) : known;
        ObjectGraph graph = ObjectGraph.of(cluster, catalog); // resolve
        List<Pod> pods = Pods.in(graph);
        List<KubernetesObject> policies = Derivation.of(graph, pods); // isolate
        cluster.patchDerived(policies);
        graph.include(policies);
        Order order = Order.of(graph);
        Moves moves = MoveFile.read(root, cluster, fleet.names(), new MadeObjects(order));
        return new Resolved(graph, pods, order, moves);
    }

    private static void checkPlatform(ObjectGraph graph, List<Pod> pods) {
        PlatformChecks.run(graph, pods);
        ImageUpdates.check(graph);
    }

    /** Whether what objects find by labels, hosts and addresses is there. */
    private static void checkReach(ObjectGraph graph, List<Pod> pods) {
        if (!graph.cluster().node().holdsIncomplete()) { // else what could not be made may be what is looked for
            OpenNamespaces open = OpenNamespaces.of(graph);
            var selectable = new Selectable(graph, pods, open);
            SelectorChecks.check(graph, pods, selectable);
            RouteChecks.check(graph, selectable);
            HostChecks.check(graph, open);
            DatabaseChecks.check(graph, pods);
        }
    }

    private static Finding bug(String name, Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return new Finding(
                Construction.COMPILER_BUG,
                "Tried to compile the cluster " + name + ", but the compiler itself threw " + thrown
                        + (frames.length == 0 ? "" : " (" + frames[0] + ")"),
                name,
                Origin.of(thrown, Cluster.class),
                "this is no mistake of yours: report it with this message and the cluster's class");
    }

    private void complete(Cluster cluster) {
        List<Patch> patches = PatchFiles.read(root.resolve("patches"), cluster, fleet.names());
        cluster.complete(() -> finishObjects(cluster), patches);
    }

    private void finishObjects(Cluster cluster) {
        KindCatalog catalog = kindsOf(cluster);
        catalogs.put(cluster, catalog);
        var finish = new ObjectFinish(catalog);
        for (Node node : cluster.node().subtree()) {
            node.objects().forEach(finish::finish);
        }
        Kustomizations.addTo(cluster);
    }

    /** What is known of kinds without {@code cluster}, and what it tells of more, by its constructs and definitions. */
    private static KindCatalog kindsOf(Cluster cluster) {
        var described = new ArrayList<Kind>(0);
        for (Node node : cluster.node().subtree()) {
            described.addAll(node.kinds());
            for (KubernetesObject object : node.objects()) {
                described.addAll(DefinedKinds.of(object));
            }
        }
        return KindCatalog.with(described);
    }
}
