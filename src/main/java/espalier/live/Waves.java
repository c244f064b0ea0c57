package espalier.live;

import espalier.live.FluxObject.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which wave Flux brings each Kustomization up: one after the last of what it, or the Kustomization that applies it, waits
 * for. Counted from 1, as on the cluster's page.
 */
final class Waves {
    private final Map<Reference, FluxObject> all;
    private final Map<Reference, List<Reference>> children = new HashMap<>();
    private final Map<Reference, Integer> begins = new HashMap<>();
    private final Map<Reference, Integer> ends = new HashMap<>();

    /** @param all Kustomizations of a cluster */
    Waves(Map<Reference, FluxObject> all) {
        this.all = all;
        all.forEach((reference, object) -> {
            Reference owner = object.owner();
            if (owner != null && !owner.equals(reference)) {
                children.computeIfAbsent(owner, key -> new ArrayList<>()).add(reference);
            }
        });
    }

    /** The wave of {@code reference}; 1 where it is not known. */
    int of(Reference reference) {
        Integer known = begins.get(reference);
        FluxObject object = all.get(reference);
        if (known != null || object == null) {
            return known == null ? 1 : known;
        }
        begins.put(reference, 1); // ends the walk round a cycle
        Reference owner = object.owner();
        int wave = owner == null || owner.equals(reference) ? 1 : of(owner);
        for (Reference before : object.dependsOn()) {
            wave = Math.max(wave, end(before) + 1);
        }
        begins.put(reference, wave);
        return wave;
    }

    /** The wave after which it is ready: the last of those that it waits for, where it does. */
    private int end(Reference reference) {
        Integer known = ends.get(reference);
        if (known != null) {
            return known;
        }
        int end = of(reference);
        ends.put(reference, end);
        FluxObject object = all.get(reference);
        if (object != null && object.waits()) {
            for (Reference child : children.getOrDefault(reference, List.of())) {
                end = Math.max(end, end(child));
            }
        }
        ends.put(reference, end);
        return end;
    }
}
