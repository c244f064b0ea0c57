package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<String, Identity> known = known(graph, target);
        String near = Names.nearest(target.name(), known.keySet());
        Identity elsewhere = elsewhere(graph, target);
        String hint = elsewhere != null
                ? "; there is " + elsewhere + ", in another namespace"
                : near == null ? "" : "; the nearest is " + known.get(near);
        first.reader()
                .error(
                        "reference-missing",
                        "Tried to use " + target + " in " + first.field() + " of " + first.reader() + others
                                + ", but nothing in this cluster makes it" + hint,
                        near != null && elsewhere == null
                                ? "name " + near + ", or make " + target
                                : "make it, or declare it with external() where it comes from elsewhere");
    }

    private static Map<String, Identity> known(ObjectGraph graph, Identity target) {
        var known = new LinkedHashMap<String, Identity>();
        for (KubernetesObject object : graph.objects()) {
            add(known, object.identity(), target);
        }
        for (Provision provision : graph.provisions()) {
            add(known, provision.identity(), target);
        }
        return known;
    }

    private static void add(Map<String, Identity> known, Identity identity, Identity target) {
        if (identity.kind().equals(target.kind()) && identity.namespace().equals(target.namespace())) {
            known.put(identity.name(), identity);
        }
    }

    private static @org.jspecify.annotations.Nullable Identity elsewhere(ObjectGraph graph, Identity target) {
        for (KubernetesObject object : graph.objects()) {
            Identity identity = object.identity();
            if (identity.kind().equals(target.kind()) && identity.name().equals(target.name())) {
                return identity;
            }
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            if (identity.kind().equals(target.kind()) && identity.name().equals(target.name())) {
                return identity;
            }
        }
        return null;
    }
}
