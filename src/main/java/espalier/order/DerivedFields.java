package espalier.order;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Layout;
import espalier.Node;
import espalier.flux.Durations;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills in what follows from the order in Flux Kustomizations; where a patch has said something else, that stays. */
public final class DerivedFields {
    /** Stands where the time-out will be; a duration, so that where none follows, nobody takes it for a mistake. */
    public static final Value TIMEOUT = Scalar.of("0s");

    private final Order order;
    private final ObjectGraph graph;
    private final @Nullable Identity decryptionKey;

    private DerivedFields(Order order) {
        this.order = order;
        this.graph = order.graph();
        this.decryptionKey = Decryption.keyIn(graph);
    }

    static void fill(Order order) {
        var fields = new DerivedFields(order);
        for (Unit unit : order.units()) {
            fields.fill(unit);
        }
        for (Node stage : order.stages()) {
            for (KubernetesObject kustomization : stage.kustomizations()) {
                setTimeout(kustomization.body().child("spec"), order.timeout(stage));
                dropEmpty(kustomization.body().child("spec"));
            }
        }
    }

    /** The Kustomization of a later part is the first one's, with a name and a directory of its own. */
    static Mapping ofPart(Mapping first, Node node, String part, Layout layout) {
        Mapping body = first.copy();
        body.child("metadata").put("name", layout.kustomization(node, part));
        String path = String.valueOf(body.child("spec").text("path"));
        String own = layout.directory(node, "");
        if (path.endsWith(own)) {
            body.child("spec")
                    .put("path", path.substring(0, path.length() - own.length()) + layout.directory(node, part));
        }
        return body;
    }

    private void fill(Unit unit) {
        KubernetesObject kustomization = unit.kustomization();
        if (kustomization == null) {
            return;
        }
        Mapping spec = kustomization.body().child("spec");
        setTimeout(spec, unit.timeout());
        Decryption.fill(unit, spec, decryptionKey);
        Substitution.fill(unit, spec, order);
        Sequence dependsOn = spec.sequence("dependsOn");
        if (dependsOn != null) {
            for (Unit before : unit.dependsOn()) {
                Mapping name = Mapping.of("name", before.name());
                if (!contains(dependsOn, name)) {
                    dependsOn.add(name);
                }
            }
        }
        Sequence checks = spec.sequence("healthCheckExprs");
        if (checks != null) {
            healthChecks(unit.objects(), checks);
        }
        dropEmpty(spec);
    }

    private static boolean contains(Sequence sequence, Value value) {
        for (Value element : sequence) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void setTimeout(Mapping spec, Duration timeout) {
        if (spec.get("timeout") == TIMEOUT) {
            spec.put("timeout", Durations.text(timeout));
        }
    }

    private static void dropEmpty(Mapping spec) {
        for (String key : new String[] {"dependsOn", "healthCheckExprs"}) {
            Sequence list = spec.sequence(key);
            if (list != null && list.size() == 0) {
                spec.remove(key);
            }
        }
    }

    /** For each custom kind of which kstatus cannot tell when it is ready. */
    private void healthChecks(List<KubernetesObject> objects, Sequence into) {
        var expressions = new TreeMap<String, Mapping>();
        for (KubernetesObject object : objects) {
            String ready = object.carrier() == null ? graph.readyWhen(object) : null;
            if (ready != null) {
                expressions.put(
                        object.apiVersion() + "/" + object.kind(),
                        Mapping.of("apiVersion", object.apiVersion())
                                .put("kind", object.kind())
                                .put("current", ready));
            }
        }
        expressions.values().forEach(into::add);
    }
}
