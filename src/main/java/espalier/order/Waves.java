package espalier.order;

import espalier.Node;
import espalier.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts units into waves: a unit comes one wave after the last of what it, or its stage, waits for. */
final class Waves {
    private final Order order;
    private final Map<Unit, Integer> waveOf = new HashMap<>();
    private final Map<Node, Integer> firstOf = new HashMap<>();

    private Waves(Order order) {
        this.order = order;
    }

    static List<List<Unit>> of(Order order) {
        var waves = new Waves(order);
        var sorted = new ArrayList<List<Unit>>();
        for (Unit unit : order.units()) {
            int wave = waves.wave(unit);
            while (sorted.size() <= wave) {
                sorted.add(new ArrayList<>());
            }
            sorted.get(wave).add(unit);
        }
        return sorted;
    }

    private int wave(Unit unit) {
        Integer known = waveOf.get(unit);
        if (known != null) {
            return known;
        }
        waveOf.put(unit, 0); // ends the walk round a cycle, which is reported elsewhere
        Node stage = unit.stage() == null ? unit.component() : unit.stage();
        int wave = first(stage);
        for (Unit before : unit.dependsOn()) {
            wave = Math.max(wave, wave(before) + 1);
        }
        waveOf.put(unit, wave);
        return wave;
    }

    private int first(Node stage) {
        Integer known = firstOf.get(stage);
        if (known != null || !(stage.construct() instanceof Stage own)) {
            return known == null ? 0 : known;
        }
        firstOf.put(stage, 0);
        int first = 0;
        for (Stage earlier : own.predecessors()) {
            first = Math.max(first, first(earlier.node()));
            if (earlier.waits()) {
                for (Unit before : order.unitsIn(earlier)) {
                    first = Math.max(first, wave(before) + 1);
                }
            }
        }
        firstOf.put(stage, first);
        return first;
    }
}
