package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/** Names that nothing defines. */
final class MissingReferences {
    private MissingReferences() {}

    static void check(ObjectGraph graph) {
        // Where something could not be made, it may be what is missing here.
        if (graph.cluster().node().holdsIncomplete()) {
            return;
        }
        var hints = new HashMap<Identity, Hint>();
        for (Dangling dangling : graph.dangling()) {
            if (UndefinedKinds.isOne(dangling)
                    || isStep(dangling.reader()) && dangling.wanted().kind().equals("Kustomization")
                    || !Names.isSubdomain(dangling.reader().namespace()) && isNamespace(dangling)) {
                continue; // told as what it is
            }
            report(dangling, hints.computeIfAbsent(dangling.wanted(), missing -> hint(graph, missing)));
        }
    }

    /** Whether {@code object} applies a part of this tree: whom that waits for in vain is told where the start is played. */
    private static boolean isStep(KubernetesObject object) {
        return object.kind().equals("Kustomization")
                && object.owner().kustomizations().contains(object);
    }

    private static void report(Dangling dangling, Hint hint) {
        Identity target = dangling.wanted();
        KubernetesObject reader = dangling.reader();
        boolean standsIn = isNamespace(dangling);
        reader.error(
                standsIn ? References.NAMESPACE_MISSING : References.REFERENCE_MISSING,
                dangling.field(),
                target,
                "Tried to "
                        + (standsIn
                                ? "make " + reader + " in the namespace " + target.name()
                                : "use " + target + " in " + dangling.field() + " of " + reader)
                        + ", but nothing in this cluster makes it" + hint.words(),
                hint.fix());
    }

    private static boolean isNamespace(Dangling dangling) {
        return dangling.wanted().kind().equals("Namespace")
                && dangling.field().toString().equals("metadata.namespace");
    }

    private static Hint hint(ObjectGraph graph, Identity target) {
        Hint takenAway = Hint.takenAway(graph, target);
        if (takenAway != null) {
            return takenAway;
        }
        var known = new LinkedHashMap<String, Identity>();
        Identity elsewhere = null;
        for (Identity identity : ofKind(graph, target.kind())) {
            if (identity.namespace().equals(target.namespace())) {
                known.put(identity.name(), identity);
            } else if (elsewhere == null && identity.name().equals(target.name())) {
                elsewhere = identity;
            }
        }
        String near = Names.nearest(target.name(), known.keySet());
        String make = "make it, or declare it with external() where it comes from elsewhere";
        if (elsewhere != null) {
            return new Hint("; there is " + elsewhere + ", in another namespace", make);
        }
        return near == null
                ? new Hint("", make)
                : new Hint("; the nearest is " + known.get(near), "name " + near + ", or make " + target);
    }

    /** What exists of {@code kind}, in git or because of what is there. */
    private static List<Identity> ofKind(ObjectGraph graph, String kind) {
        var all = new ArrayList<Identity>();
        graph.objects().forEach(object -> all.add(object.identity()));
        graph.provisions().forEach(provision -> all.add(provision.identity()));
        all.removeIf(identity -> !identity.kind().equals(kind));
        return all;
    }
}
