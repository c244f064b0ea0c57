package espalier.graph;

import espalier.Identity;
import espalier.ImageMarker;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Strength;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;

/**
 * Reads the markers by which Flux's image automation finds what to update: a comment behind a value, {@code
 * {"$imagepolicy": "NAMESPACE:NAME"}}, which may end in {@code :tag}, {@code :name} or {@code :digest}.
 */
final class ImageMarkers {
    private ImageMarkers() {}

    /** Whether {@code leaf} has a marker, or what looks like one. */
    static boolean isIn(Leaf leaf) {
        return ImageMarker.isIn(leaf.comment())
                || leaf.text().length() > ImageMarker.KEY.length()
                        && leaf.text().contains(ImageMarker.KEY);
    }

    /** Adds what the marker at {@code path} of {@code object} means to {@code found}, and tells of one that means nothing. */
    static void read(ObjectGraph graph, KubernetesObject object, FieldPath path, Leaf leaf, ReferenceScan.Found found) {
        String comment = leaf.comment();
        if (!ImageMarker.isIn(comment)) {
            report(object, path, "it stands inside of a text, where it is no comment, and Flux passes it over");
            return;
        }
        ImageMarker marker = ImageMarker.of(comment);
        if (marker == null) {
            report(object, path, "\"" + comment + "\" is not what Flux reads");
            return;
        }
        Identity wanted = Identity.of("image.toolkit.fluxcd.io", "ImagePolicy", marker.namespace(), marker.policy());
        Provision policy = graph.provision(wanted);
        if (policy == null) {
            found.dangling().add(new Dangling(object, path, wanted));
        } else {
            found.edges().add(new Edge(object, path, policy, null, graph.object(wanted), Strength.MENTION, null));
        }
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
