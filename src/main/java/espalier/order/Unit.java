package espalier.order;

import espalier.KubernetesObject;
import espalier.Node;
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
    private final Node component;
    private final @Nullable Node stage;
    private final String id;
    private final List<KubernetesObject> objects = new ArrayList<>();
    private final Map<String, Unit> dependsOn = new TreeMap<>();
    private final Map<String, Edge> reasons = new TreeMap<>();
    private final Map<Unit, Edge> runsWith = new LinkedHashMap<>();
    private Duration timeout = Duration.ZERO;

    Unit(Node component, String id) {
        this.component = component;
        this.stage = component.stage();
        this.id = id;
    }

    /** The component that it is, or is a part of. */
    public Node component() {
        return component;
    }

    /** Null for a component that stands in the cluster itself. */
    public @Nullable Node stage() {
        return stage;
    }

    /** Its name within the stage: the component's id, with {@code -config} behind it for the part that comes second. */
    public String id() {
        return id;
    }

    /** The name of its Flux Kustomization. */
    public String name() {
        return stage == null ? id : stage.id() + "-" + id;
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
