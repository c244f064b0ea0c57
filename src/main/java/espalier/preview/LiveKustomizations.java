package espalier.preview;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.doctor.Id;
import espalier.doctor.Inventory;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kustomizations of a running cluster. */
final class LiveKustomizations {
    static final String GROUP = "kustomize.toolkit.fluxcd.io";

    private final Map<Identity, Mapping> objects = new LinkedHashMap<>();

    LiveKustomizations(List<Mapping> kustomizations) {
        kustomizations.forEach(object -> objects.put(identity(object), object));
    }

    private static Identity identity(Mapping object) {
        Identity own = BuiltObject.identity(object);
        return Identity.of(GROUP, "Kustomization", own.namespace(), own.name());
    }

    @Nullable
    Mapping get(Identity kustomization) {
        return objects.get(kustomization);
    }

    /** The one that applies {@code unit}: for an entry that git has no Kustomization of, the one that follows its directory. */
    @Nullable
    Identity of(AppliedUnit unit) {
        Mapping own = unit.kustomization();
        if (own != null) {
            return identity(own);
        }
        for (Mapping object : objects.values()) {
            if (AppliedTree.path(object).equals(unit.path())) {
                return identity(object);
            }
        }
        return null;
    }

    /** What {@code kustomization} has applied. */
    static List<Identity> inventory(Mapping kustomization) {
        var members = new ArrayList<Identity>();
        for (Map.Entry<Id, String> entry : Inventory.members(kustomization).entrySet()) {
            Id id = entry.getKey();
            members.add(Identity.of(entry.getValue(), id.kind(), id.namespace(), id.name()));
        }
        return members;
    }

    /** What {@code kustomization}, null for none, says at {@code key} of its spec; empty for nothing. */
    static String spec(@Nullable Mapping kustomization, String key) {
        Mapping spec = kustomization == null ? null : kustomization.mapping("spec");
        String text = spec == null ? null : spec.text(key);
        return text == null ? "" : text;
    }
}
