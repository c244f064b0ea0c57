package espalier.secrets;

import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which objects in git read which Secret, and what they keep. */
public final class Readers {
    private final Order order;

    private Readers(Order order) {
        this.order = order;
    }

    /** Those of the cluster that {@code order} is of. */
    public static Readers of(Order order) {
        return new Readers(order);
    }

    /** What reads any of {@code keys}, or the whole of their Secrets, in the order in which Flux brings them. */
    public List<KubernetesObject> of(Iterable<KeyName> keys) {
        Set<KubernetesObject> found = new LinkedHashSet<>();
        for (KeyName key : keys) {
            for (Edge edge : order.graph().edges()) {
                if (edge.target().identity().equals(key.secret())
                        && (edge.detail() == null || edge.detail().equals(key.key()))) {
                    found.add(edge.reader());
                }
            }
        }
        var sorted = new ArrayList<KubernetesObject>();
        for (List<Unit> wave : order.waves()) {
            for (Unit unit : wave) {
                for (KubernetesObject object : unit.objects()) {
                    if (found.remove(object)) {
                        sorted.add(object);
                    }
                }
            }
        }
        sorted.addAll(found);
        return sorted;
    }

    /**
     * Whether a claim called {@code name} is mounted by {@code reader}. Of a chart's only the names are known: those of its
     * claims have the release's in them.
     */
    static boolean keeps(KubernetesObject reader, String namespace, String name) {
        if (reader.kind().equals("HelmRelease")) {
            String target = reader.body().child("spec").text("targetNamespace");
            return namespace.equals(target == null ? reader.namespace() : target) && name.contains(reader.name());
        }
        Mapping pod = reader.podTemplate();
        if (pod == null || !namespace.equals(reader.namespace())) {
            return false;
        }
        for (Value volume : items(pod.mapping("spec"), "volumes")) {
            Mapping claim = volume instanceof Mapping mapping ? mapping.mapping("persistentVolumeClaim") : null;
            if (claim != null && name.equals(claim.text("claimName"))) {
                return true;
            }
        }
        for (Value template : items(reader.body().mapping("spec"), "volumeClaimTemplates")) {
            Mapping metadata = ((Mapping) template).mapping("metadata");
            if (metadata != null && name.startsWith(metadata.text("name") + "-" + reader.name() + "-")) {
                return true;
            }
        }
        return false;
    }

    private static Iterable<Value> items(@Nullable Mapping spec, String list) {
        Sequence items = spec == null ? null : spec.sequence(list);
        return items == null ? List.of() : items;
    }
}
