package espalier.order;

import espalier.KubernetesObject;
import espalier.Layout;
import espalier.Node;
import espalier.Stage;
import espalier.graph.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Flux applies, watches and prunes as one: a Flux Kustomization with its directory. */
public final class Unit {
    private final Node node;
    private final @Nullable Node stage;
    private final String part;
    private final String name;
    private @Nullable KubernetesObject kustomization;
    private final List<KubernetesObject> objects = new ArrayList<>();
    private final Map<String, Unit> dependsOn = new TreeMap<>();
    private final Map<String, Edge> reasons = new TreeMap<>();
    private final Map<Unit, Edge> runsWith = new LinkedHashMap<>();
    private Duration timeout = Duration.ZERO;

    Unit(Node node, String part, Layout layout) {
        this.node = node;
        this.stage = node.stage() == node ? null : node.stage();
        this.part = part;
        this.name = layout.kustomization(node, part);
    }

    /** The component that it is, or is a part of; or the stage that bundles several. */
    public Node component() {
        return node;
    }

    /** The stage whose Kustomization applies its own; null where the cluster's entry does. */
    public @Nullable Node stage() {
        return stage;
    }

    /** Empty for the first or only part of a component, then {@code config}, {@code config-2} and so on. */
    public String part() {
        return part;
    }

    /** Its name within the stage: the component's id, and the part behind it. */
    public String id() {
        return part.isEmpty() ? node.id() : node.id() + "-" + part;
    }

    /** The name of its Flux Kustomization. */
    public String name() {
        return name;
    }

    /** The stages that it comes after, which only a stage that bundles its components can say. */
    List<Stage> after() {
        return node.construct() instanceof Stage own ? own.predecessors() : List.of();
    }

    /** Its Flux Kustomization; null only while it is made. */
    public @Nullable KubernetesObject kustomization() {
        return kustomization;
    }

    void setKustomization(KubernetesObject object) {
        kustomization = object;
    }

    /** In tree order. */
    public List<KubernetesObject> objects() {
        return objects;
    }

    /** What must be ready before it, by name. */
    public Iterable<Unit> dependsOn() {
        return dependsOn.values();
    }

    /** Why it waits for {@code other}: one of the edges, or null for the first part of the same component. */
    public @Nullable Edge reason(Unit other) {
        return reasons.get(other.name());
    }

    void dependOn(Unit other, @Nullable Edge reason) {
        if (other != this && dependsOn.put(other.name(), other) == null && reason != null) {
            reasons.put(other.name(), reason);
        }
    }

    /** What it needs in order to run and does not wait for, with one of the edges that say so. */
    Map<Unit, Edge> runsWith() {
        return runsWith;
    }

    void runWith(Unit other, Edge reason) {
        if (other != this) {
            runsWith.putIfAbsent(other, reason);
        }
    }

    /** After which time Flux gives up waiting for it. */
    public Duration timeout() {
        return timeout;
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public String toString() {
        return name();
    }
}
