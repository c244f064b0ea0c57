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
                side.objects.put(name, new Placed(name, object.body(), object.file(), unit));
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
