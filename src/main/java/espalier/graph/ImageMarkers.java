package espalier.graph;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Strength;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the markers by which Flux's image automation finds what to update: a comment behind a value, {@code
 * {"$imagepolicy": "NAMESPACE:NAME"}}, which may end in {@code :tag}, {@code :name} or {@code :digest}.
 */
final class ImageMarkers {
    private static final String MARKER = "$imagepolicy";
    private static final List<String> PARTS = List.of("tag", "name", "digest");

    private ImageMarkers() {}

    /** Whether {@code leaf} has a marker, or what looks like one. */
    static boolean isIn(Leaf leaf) {
        String comment = leaf.comment();
        return comment != null && comment.contains(MARKER) || leaf.text().length() > MARKER.length() && isText(leaf);
    }

    private static boolean isText(Leaf leaf) {
        return leaf.text().contains(MARKER);
    }

    /** Adds what the marker at {@code path} of {@code object} means to {@code found}, and tells of one that means nothing. */
    static void read(ObjectGraph graph, KubernetesObject object, FieldPath path, Leaf leaf, ReferenceScan.Found found) {
        String comment = leaf.comment();
        if (comment == null || !comment.contains(MARKER)) {
            report(object, path, "it stands inside of a text, where it is no comment, and Flux passes it over");
            return;
        }
        String[] parts = value(comment).split(":", -1);
        boolean known = parts.length == 2 || parts.length == 3 && PARTS.contains(parts[2]);
        if (!known || parts[0].isEmpty() || parts[1].isEmpty()) {
            report(object, path, "\"" + comment + "\" is not what Flux reads");
            return;
        }
        Identity wanted = Identity.of("image.toolkit.fluxcd.io", "ImagePolicy", parts[0], parts[1]);
        Provision policy = graph.provision(wanted);
        if (policy == null) {
            found.dangling().add(new Dangling(object, path, wanted));
        } else {
            found.edges().add(new Edge(object, path, policy, null, graph.object(wanted), Strength.MENTION, null));
        }
    }

    /** What stands behind the colon, without quotes and braces. */
    private static String value(String comment) {
        int start = comment.indexOf(MARKER) + MARKER.length();
        int colon = comment.indexOf(':', start);
        @Nullable String value = colon < 0 ? null : comment.substring(colon + 1);
        return value == null ? "" : value.replace("\"", "").replace("}", "").trim();
    }

    private static void report(KubernetesObject object, FieldPath path, String found) {
        object.error(
                References.IMAGE_MARKER,
                path,
                object + " " + path,
                "Tried to mark " + path + " of " + object + " for image updates, but " + found,
                "write # {\"$imagepolicy\": \"NAMESPACE:NAME\"} behind the value that is to be updated");
    }
}
