package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that a Secret or ConfigMap does not have, where a name and no handle leads to it: a handle looks its key up itself. */
final class MissingKeys {
    private MissingKeys() {}

    static void check(ObjectGraph graph) {
        for (Edge edge : graph.edgesByName()) {
            String key = edge.detail();
            List<String> keys = keys(edge);
            if (key != null && keys != null && !keys.contains(key) && !isTold(edge, key)) {
                report(edge, key, keys);
            }
        }
    }

    /** A chart's values are written of the handle's text, so that only a name leads from there to the Secret. */
    private static boolean isTold(Edge edge, String key) {
        return edge.reader().owner().isKeyMissing(edge.target().identity(), key);
    }

    private static @Nullable List<String> keys(Edge edge) {
        String kind = edge.target().identity().kind();
        if (!kind.equals("Secret") && !kind.equals("ConfigMap")) {
            return null;
        }
        KubernetesObject object = edge.object();
        return object == null ? edge.target().keys() : object.keys();
    }

    private static void report(Edge edge, String key, List<String> keys) {
        String near = Names.nearest(key, keys);
        edge.reader()
                .error(
                        References.KEY_MISSING,
                        edge.field(),
                        edge.target().identity() + " " + key,
                        "Tried to read the key \"" + key + "\" of "
                                + edge.target().identity() + " in " + edge.field()
                                + " of " + edge.reader() + ", but it has only: "
                                + (keys.isEmpty() ? "none" : String.join(", ", keys)),
                        near == null ? "add the key, or name one that is there" : "name \"" + near + "\"");
    }
}
