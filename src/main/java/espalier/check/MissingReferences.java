package espalier.check;

import espalier.Identity;
import espalier.Names;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Names that nothing defines. One missing thing is one finding, however many read it. */
final class MissingReferences {
    private MissingReferences() {}

    static void check(ObjectGraph graph) {
        var byTarget = new LinkedHashMap<Identity, List<Dangling>>();
        for (Dangling dangling : graph.dangling()) {
            if (!everyNamespaceHas(dangling.wanted())) {
                byTarget.computeIfAbsent(dangling.wanted(), target -> new ArrayList<>())
                        .add(dangling);
            }
        }
        // Where something could not be made, it may be what is missing here.
        if (graph.cluster().node().holdsIncomplete()) {
            return;
        }
        byTarget.forEach((target, readers) -> report(graph, target, readers));
    }

    private static boolean everyNamespaceHas(Identity wanted) {
        return wanted.kind().equals("ServiceAccount") && wanted.name().equals("default")
                || wanted.kind().equals("ConfigMap") && wanted.name().equals("kube-root-ca.crt");
    }

    private static void report(ObjectGraph graph, Identity target, List<Dangling> readers) {
        Dangling first = readers.get(0);
        String others = readers.size() == 1 ? "" : " (and in " + (readers.size() - 1) + " more places)";
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
        String hint = elsewhere != null
                ? "; there is " + elsewhere + ", in another namespace"
                : near == null ? "" : "; the nearest is " + known.get(near);
        first.reader()
                .error(
                        References.REFERENCE_MISSING,
                        "Tried to use " + target + " in " + first.field() + " of " + first.reader() + others
                                + ", but nothing in this cluster makes it" + hint,
                        near != null && elsewhere == null
                                ? "name " + near + ", or make " + target
                                : "make it, or declare it with external() where it comes from elsewhere");
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
