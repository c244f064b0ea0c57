package espalier.plan;

import espalier.Identity;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the values of a tree's own ConfigMaps in, and leaves the names of what comes from Secrets, so that none is ever shown. */
final class Substituted {
    private final Map<Identity, Mapping> raw;

    Substituted(Map<Identity, Mapping> raw) {
        this.raw = raw;
    }

    /** What {@code unit} applies; as it stands in git where git alone does not say with which values. */
    List<BuiltObject> objects(AppliedUnit unit, Identity kustomization) {
        if (!(unit.spec("postBuild") instanceof Mapping postBuild) || !isKnown(postBuild, kustomization.namespace())) {
            return unit.built();
        }
        AppliedUnit.Applied applied = unit.applied(kustomization.namespace(), kustomization.name(), this::values);
        if (!applied.notApplied().isEmpty()) {
            return unit.built();
        }
        for (BuiltObject object : applied.objects()) {
            withoutOwner(object.body());
        }
        return applied.objects();
    }

    private boolean isKnown(Mapping postBuild, String namespace) {
        Sequence sources = postBuild.sequence("substituteFrom");
        for (Value each : sources == null ? new Sequence() : sources) {
            if (!(each instanceof Mapping source)
                    || !raw.containsKey(Identity.of(
                            "", String.valueOf(source.text("kind")), namespace, String.valueOf(source.text("name"))))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Map<String, String> values(Identity from) {
        Mapping object = raw.get(from);
        if (object == null) {
            return null;
        }
        var values = new HashMap<String, String>();
        for (String field : new String[] {"data", "stringData"}) {
            Mapping entries = object.mapping(field);
            if (entries != null) {
                entries.forEach((key, value) ->
                        values.put(key, from.kind().equals("Secret") ? "${" + key + "}" : ((Leaf) value).text()));
            }
        }
        return values;
    }

    /** The labels by which Flux knows its own say nothing new beside the Kustomization that is told anyway. */
    private static void withoutOwner(Mapping body) {
        Mapping metadata = body.child("metadata");
        Mapping labels = metadata.child("labels");
        labels.remove(Unit.GROUP + "/name");
        labels.remove(Unit.GROUP + "/namespace");
        if (labels.isEmpty()) {
            metadata.remove("labels");
        }
    }
}
