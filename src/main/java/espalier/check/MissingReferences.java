package espalier.check;

import espalier.Identity;
import espalier.Names;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
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
            Identity wanted = dangling.wanted();
            if (!everyNamespaceHas(wanted)) {
                report(dangling, hints.computeIfAbsent(wanted, missing -> hint(graph, missing)));
            }
        }
    }

    /** What could have been meant, and the way out. */
    private record Hint(String words, String fix) {}

    private static boolean everyNamespaceHas(Identity wanted) {
        return wanted.kind().equals("ServiceAccount") && wanted.name().equals("default")
                || wanted.kind().equals("ConfigMap") && wanted.name().equals("kube-root-ca.crt");
    }

    private static void report(Dangling dangling, Hint hint) {
        Identity target = dangling.wanted();
        dangling.reader()
                .error(
                        References.REFERENCE_MISSING,
                        dangling.field(),
                        target,
                        "Tried to use " + target + " in " + dangling.field() + " of " + dangling.reader()
                                + ", but nothing in this cluster makes it" + hint.words,
                        hint.fix);
    }

    private static Hint hint(ObjectGraph graph, Identity target) {
        MachineRoom room = MachineRoom.of(graph.cluster());
        String flag = room == null ? null : room.takenAwayBy(target);
        if (room != null && flag != null) {
            return new Hint(
                    "; " + room.title() + " would bring it, but " + flag + " takes it away",
                    "take that flag away, or name one that is there");
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
