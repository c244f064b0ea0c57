package espalier.plan;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom by {@code dependsOn}: Kustomizations for Kustomizations, HelmReleases for HelmReleases. */
final class Dependents {
    /** As many as a reader asks about. */
    private static final int MOST = 10;

    private final Map<Identity, Set<Identity>> direct = new LinkedHashMap<>();

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
    }

    private void add(Identity waits, Identity needed) {
        direct.computeIfAbsent(needed, key -> new LinkedHashSet<>()).add(waits);
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

    private int all(Identity of) {
        Set<Identity> seen = new LinkedHashSet<>();
        var next = new ArrayDeque<Identity>();
        next.add(of);
        while (!next.isEmpty()) {
            for (Identity each : direct.getOrDefault(next.remove(), Set.of())) {
                if (!each.equals(of) && seen.add(each)) {
                    next.add(each);
                }
            }
        }
        return seen.size();
    }

    /** A Kustomization by its name, as everywhere in a plan. */
    private static String shown(Identity object) {
        return object.group().equals(Unit.GROUP) ? object.name() : object.toString();
    }
}
