package espalier.plan;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two trees: its Kustomizations, and its objects as Flux applies them. */
final class Side {
    private final Map<Identity, Unit> units = new LinkedHashMap<>();
    private final Map<Identity, Placed> objects = new LinkedHashMap<>();
    /** Only those that several Kustomizations apply. */
    private final Map<Identity, List<Placed>> contested = new LinkedHashMap<>();

    private final Map<String, List<Placed>> byNamespace = new HashMap<>();

    private Side() {}

    /** @param tree null for a cluster that is not there on this side */
    static Side of(@Nullable AppliedTree tree) {
        var side = new Side();
        if (tree == null) {
            return side;
        }
        var substituted = new Substituted(tree.objects());
        var appliers = new HashMap<Identity, Unit>();
        for (AppliedUnit applied : tree.units()) {
            Mapping own = applied.kustomization();
            Identity identity = own == null
                    ? Identity.of(Unit.GROUP, "Kustomization", Unit.FLUX_SYSTEM, Unit.FLUX_SYSTEM)
                    : BuiltObject.identity(own);
            var unit = new Unit(applied, identity, appliers.get(identity));
            side.units.putIfAbsent(identity, unit);
            for (BuiltObject object : substituted.objects(applied, identity)) {
                Identity name = object.identity();
                var placed = new Placed(name, object.body(), object.file(), unit);
                Placed earlier = side.objects.put(name, placed);
                if (earlier != null) {
                    side.contested
                            .computeIfAbsent(name, key -> new ArrayList<>(List.of(earlier)))
                            .add(placed);
                }
                appliers.put(name, unit);
            }
        }
        return side;
    }

    /** In tree order, the entry first. */
    Collection<Unit> units() {
        return units.values();
    }

    @Nullable
    Unit unit(Identity kustomization) {
        return units.get(kustomization);
    }

    /** In tree order. */
    Map<Identity, Placed> objects() {
        return objects;
    }

    @Nullable
    Placed get(Identity object) {
        return objects.get(object);
    }

    @Nullable
    Placed get(String group, String kind, String namespace, String name) {
        return objects.get(Identity.of(group, kind, namespace, name));
    }

    /** As each Kustomization that applies it has it, in tree order; none where there is no such object. */
    List<Placed> all(Identity object) {
        List<Placed> several = contested.get(object);
        Placed only = objects.get(object);
        return several != null ? several : only == null ? List.of() : List.of(only);
    }

    /** Those that several Kustomizations apply. */
    Collection<Identity> contested() {
        return contested.keySet();
    }

    /** As {@code unit} of this or of the other tree applies it; null where it does not. */
    @Nullable
    Placed of(Identity object, Unit unit) {
        for (Placed each : all(object)) {
            if (each.unit().identity().equals(unit.identity())) {
                return each;
            }
        }
        return null;
    }

    /** All that stands in {@code namespace}. */
    List<Placed> in(String namespace) {
        if (byNamespace.isEmpty()) {
            objects.values()
                    .forEach(each -> byNamespace
                            .computeIfAbsent(each.namespace(), name -> new ArrayList<>())
                            .add(each));
        }
        return byNamespace.getOrDefault(namespace, List.of());
    }
}
