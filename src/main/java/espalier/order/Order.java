package espalier.order;

import espalier.Cluster;
import espalier.KubernetesObject;
import espalier.Layout;
import espalier.Node;
import espalier.Stage;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.Construction;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units of a cluster and what each waits for, derived from the edges between their objects. */
public final class Order {
    private final ObjectGraph graph;
    private final Layout layout;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final List<Unit> allUnits = new ArrayList<>();
    private final Map<KubernetesObject, Unit> unitOf = new HashMap<>();
    private final Map<Node, Duration> stageTimeouts = new HashMap<>();

    private Order(ObjectGraph graph) {
        this.graph = graph;
        this.layout = graph.cluster().settings().layout();
    }

    /** The order that follows from {@code graph}; cycles and names that clash are added to the cluster's findings. */
    public static Order of(ObjectGraph graph) {
        var order = new Order(graph);
        order.makeUnits(Parts.of(graph));
        order.takeKustomizations();
        order.depend();
        UnitNames.check(order);
        EmptyStages.find(order);
        HashedNames.check(order);
        AppliedTogether.check(order);
        new Cycles(order).find();
        order.setTimeouts();
        DerivedFields.fill(order);
        Unawaited.leaveOut(order, KnownBroken.find(order));
        return order;
    }

    private void makeUnits(Map<KubernetesObject, Integer> parts) {
        var parted = new HashMap<String, List<Unit>>();
        for (KubernetesObject object : graph.objects()) {
            Node component = object.owner().reconciledWith();
            if (object.owner().kustomizations().contains(object)) {
                continue;
            }
            if (component == null) {
                String where = object.owner().path();
                object.owner()
                        .findings()
                        .report(
                                Construction.OBJECT_OUTSIDE,
                                object,
                                "Tried to make " + object + " in " + where
                                        + " itself, but an object belongs to a component,"
                                        + " which Flux applies as one",
                                "make it in a component, for example with Manifests");
                continue;
            }
            int part = parts.getOrDefault(object.applied(), 0);
            List<Unit> made = parted.computeIfAbsent(component.path(), path -> new ArrayList<>(1));
            while (made.size() <= part) {
                Unit unit = add(component, made.size());
                if (!made.isEmpty()) {
                    unit.dependOn(made.get(made.size() - 1), null);
                }
                made.add(unit);
            }
            Unit unit = made.get(part);
            unit.objects().add(object);
            unitOf.put(object, unit);
        }
    }

    /** A unit has the edges of its Kustomization, too. */
    private void takeKustomizations() {
        for (Unit unit : allUnits) {
            List<KubernetesObject> made = unit.component().kustomizations();
            if (unit.part().isEmpty() && !made.isEmpty()) {
                take(unit, made.get(0));
            } else if (!made.isEmpty()) {
                Mapping first = made.get(0).body();
                KubernetesObject part = unit.component()
                        .addKustomization(DerivedFields.ofPart(first, unit.component(), unit.part(), layout));
                graph.addPart(part);
                take(unit, part);
            }
        }
    }

    private void take(Unit unit, KubernetesObject kustomization) {
        unit.setKustomization(kustomization);
        unitOf.put(kustomization, unit);
    }

    private Unit add(Node component, int part) {
        String name = part == 0 ? "" : part == 1 ? "config" : "config-" + part;
        var unit = new Unit(component, name, layout);
        units.putIfAbsent(unit.name(), unit);
        allUnits.add(unit);
        return unit;
    }

    private void depend() {
        boolean strict = graph.cluster().settings().isStrictOrder();
        for (Edge edge : graph.edges()) {
            if (edge.strength() != Strength.MENTION) {
                depend(edge, strict || edge.strength() == Strength.APPLY);
            }
        }
    }

    private void depend(Edge edge, boolean waits) {
        Unit reader = unitOf.get(edge.reader());
        if (reader == null) {
            return;
        }
        for (KubernetesObject provider : edge.providers()) {
            dependOn(reader, unitOf.get(provider), edge, waits);
        }
    }

    private static void dependOn(Unit reader, @Nullable Unit provider, Edge edge, boolean waits) {
        if (provider != null && waits) {
            reader.dependOn(provider, edge);
        } else if (provider != null) {
            reader.runWith(provider, edge);
        }
    }

    /** A unit may take as long as its slowest object; a stage as long as the longest chain of its units, and a bit. */
    private void setTimeouts() {
        for (Unit unit : units.values()) {
            Duration set = unit.component().placement().timeout();
            Duration longest = Duration.ofMinutes(1);
            for (KubernetesObject object : unit.objects()) {
                longest = ReadyWithin.longer(longest, ReadyWithin.of(object, graph.catalog()));
            }
            if (unit.component().construct() instanceof Stage bundle) {
                // What needs another component of the bundle in order to run starts anew once that runs.
                longest = longest.multipliedBy(2);
                set = bundle.timeout();
            }
            unit.setTimeout(set == null ? longest : set);
        }
        for (Node stage : stages()) {
            var chains = new HashMap<Unit, Duration>();
            Duration longest = Duration.ZERO;
            for (Unit unit : unitsOf(stage)) {
                longest = ReadyWithin.longer(longest, chain(unit, done(stage), chains));
            }
            stageTimeouts.put(stage, longest.plusMinutes(1));
        }
    }

    /** The stages that are ready before {@code stage} begins. */
    private static Set<Node> done(Node stage) {
        var done = new HashSet<Node>();
        for (Stage earlier : ((Stage) stage.construct()).predecessors()) {
            if (earlier.waits() && done.add(earlier.node())) {
                done.addAll(done(earlier.node()));
            }
        }
        return done;
    }

    /** How long {@code unit} may take with all it waits for, leaving out the stages that are {@code done}. */
    private static Duration chain(Unit unit, Set<Node> done, Map<Unit, Duration> chains) {
        Duration known = chains.get(unit);
        if (known != null) {
            return known;
        }
        chains.put(unit, Duration.ZERO); // ends the walk round a cycle, which is reported elsewhere
        Duration longest = Duration.ZERO;
        for (Unit before : unit.dependsOn()) {
            if (!done.contains(before.stage()) && !done.contains(before.component())) {
                longest = ReadyWithin.longer(longest, chain(before, done, chains));
            }
        }
        Duration whole = longest.plus(unit.timeout());
        chains.put(unit, whole);
        return whole;
    }

    public Cluster cluster() {
        return graph.cluster();
    }

    public ObjectGraph graph() {
        return graph;
    }

    /** All units, in the order of the Java. */
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    /** The unit that {@code object} stands in, or null for one that is in none. */
    public @Nullable Unit unitOf(KubernetesObject object) {
        return unitOf.get(object);
    }

    /** All units, also those whose name another one has already. */
    List<Unit> allUnits() {
        return allUnits;
    }

    /** The units of a stage, or of the cluster itself for null. */
    public List<Unit> unitsOf(@Nullable Node stage) {
        var of = new ArrayList<Unit>();
        for (Unit unit : units.values()) {
            if (unit.stage() == stage) {
                of.add(unit);
            }
        }
        return of;
    }

    /** The name of a stage's Flux Kustomization. */
    static String nameOf(Node stage) {
        return stage.cluster().settings().layout().kustomization(stage, "");
    }

    /** The units that a stage is ready with: those in it, or itself where it bundles its components. */
    List<Unit> unitsIn(Stage stage) {
        if (!stage.isBundled()) {
            return unitsOf(stage.node());
        }
        for (Unit unit : units.values()) {
            if (unit.component() == stage.node()) {
                return List.of(unit);
            }
        }
        return List.of();
    }

    /** The stages that hold units, in the order of the Java; one that bundles its components is a unit itself. */
    public List<Node> stages() {
        var stages = new ArrayList<Node>();
        for (Node child : graph.cluster().node().children()) {
            if (child.construct() instanceof Stage stage && !stage.isBundled()) {
                stages.add(child);
            }
        }
        return stages;
    }

    /** After which time Flux gives up waiting for a stage. */
    public Duration timeout(Node stage) {
        Duration set = ((Stage) stage.construct()).timeout();
        return set != null ? set : stageTimeouts.getOrDefault(stage, Duration.ofMinutes(1));
    }

    /** The units in the waves in which Flux brings them up from nothing: each waits only for earlier ones. */
    public List<List<Unit>> waves() {
        return Waves.of(this);
    }
}
