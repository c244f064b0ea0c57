package espalier.plan;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who waits for whom by {@code dependsOn}: Kustomizations for Kustomizations, HelmReleases for HelmReleases. */
final class Dependents {
    /** As many as a reader asks about. */
    private static final int MOST = 10;

    private final Map<Identity, Set<Identity>> direct = new LinkedHashMap<>();

    /** Those that wait or are waited for, and by their numbers who waits for each. */
    private final Map<Identity, Integer> numbers = new LinkedHashMap<>();

    private final List<int[]> followers = new ArrayList<>();

    Dependents(Side side) {
        for (Unit unit : side.units()) {
            unit.dependsOn().forEach(needed -> add(unit.identity(), needed));
        }
        for (Placed each : side.objects().values()) {
            if (each.is("HelmRelease")) {
                for (Mapping needed : Paths.items(each.body(), "spec", "dependsOn")) {
                    String namespace = needed.text("namespace");
                    add(
                            each.identity(),
                            Identity.of(
                                    each.identity().group(),
                                    "HelmRelease",
                                    namespace == null ? each.namespace() : namespace,
                                    String.valueOf(needed.text("name"))));
                }
            }
        }
        count();
    }

    private void add(Identity waits, Identity needed) {
        direct.computeIfAbsent(needed, key -> new LinkedHashSet<>()).add(waits);
    }

    /** Which of them {@code object} is: whoever changes much asks of each, and numbers are found faster than names. */
    private int number(Identity object) {
        return Objects.requireNonNull(numbers.get(object));
    }

    private void count() {
        for (Map.Entry<Identity, Set<Identity>> each : direct.entrySet()) {
            numbers.putIfAbsent(each.getKey(), numbers.size());
            each.getValue().forEach(waits -> numbers.putIfAbsent(waits, numbers.size()));
        }
        for (Identity object : numbers.keySet()) {
            Set<Identity> waiting = direct.getOrDefault(object, Set.of());
            int[] all = new int[waiting.size()];
            int i = 0;
            for (Identity each : waiting) {
                all[i++] = number(each);
            }
            followers.add(all);
        }
    }

    /** Who waits for any of {@code changed}, the most waited for first. */
    List<Plan.Waiting> of(Set<Identity> changed) {
        var found = new ArrayList<Plan.Waiting>();
        for (Identity each : changed) {
            Set<Identity> near = direct.get(each);
            if (near != null) {
                var names = new ArrayList<String>();
                near.forEach(name -> names.add(shown(name)));
                found.add(new Plan.Waiting(shown(each), names, all(each)));
            }
        }
        found.sort(Comparator.comparing(Plan.Waiting::all).reversed().thenComparing(Plan.Waiting::on));
        return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
    }

    /** How many wait for {@code of}, directly or for others that do. */
    private int all(Identity of) {
        int start = number(of);
        var seen = new BitSet(numbers.size());
        seen.set(start);
        int[] next = new int[numbers.size()];
        next[0] = start;
        int known = 1;
        for (int i = 0; i < known; i++) {
            for (int each : followers.get(next[i])) {
                if (!seen.get(each)) {
                    seen.set(each);
                    next[known++] = each;
                }
            }
        }
        return known - 1;
    }

    /** A Kustomization by its name, as everywhere in a plan. */
    private static String shown(Identity object) {
        return object.group().equals(Unit.GROUP) ? object.name() : object.toString();
    }
}
