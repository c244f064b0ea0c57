package espalier.check.images;

import espalier.Cluster;
import espalier.Finding;
import espalier.Identity;
import espalier.ImageMarker;
import espalier.Node;
import espalier.Pin;
import espalier.VersionFile;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.Images;
import espalier.tree.Leaf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Entries of the file of versions whose markers do not come along into the objects that are made of them. */
final class MarkedPins {
    private MarkedPins() {}

    static boolean any(Cluster cluster) {
        for (Pin pin : pins(cluster)) {
            if (pin.marker() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether an entry has the marker of {@code policy}, whoever runs it: that is told where nobody does. */
    static boolean name(Cluster cluster, String policy) {
        for (Pin pin : pins(cluster)) {
            ImageMarker marker = pin.marker();
            if (marker != null && marker.shown().equals(policy)) {
                return true;
            }
        }
        return false;
    }

    private static List<Pin> pins(Cluster cluster) {
        VersionFile file = cluster.versions();
        return file == null ? List.of() : file.pins();
    }

    static void check(ObjectGraph graph) {
        Cluster cluster = graph.cluster();
        if (!any(cluster) || cluster.node().holdsIncomplete()) {
            return;
        }
        Set<String> carried = carried(graph);
        for (Pin pin : pins(cluster)) {
            ImageMarker marker = pin.marker();
            if (marker != null && pin.isUsed() && isMade(marker, graph) && !carried.contains(marker.shown())) {
                Node root = cluster.node();
                root.findings()
                        .add(new Finding(
                                Images.IMAGE_VALUE,
                                "Tried to let Flux keep " + pin.text()
                                        + " up to date, but nothing that is made of it carries"
                                        + " the marker of " + marker.shown()
                                        + ", so that Flux would change this file alone, and dist/ would say another"
                                        + " version until somebody runs synth",
                                root.path(),
                                pin.origin(),
                                "take the marker away, or let the construct write the image as it is given it"));
            }
        }
    }

    /** Another finding tells of a policy that is missing. */
    private static boolean isMade(ImageMarker marker, ObjectGraph graph) {
        return graph.provision(
                        Identity.of("image.toolkit.fluxcd.io", "ImagePolicy", marker.namespace(), marker.policy()))
                != null;
    }

    /** What the markers name behind which a tag stands. */
    private static Set<String> carried(ObjectGraph graph) {
        var carried = new HashSet<String>();
        for (Edge edge : graph.edges()) {
            ImageMarker marker =
                    ImageUpdates.isMarker(edge) && edge.field().in(edge.reader().body()) instanceof Leaf leaf
                            ? ImageMarker.of(leaf.comment())
                            : null;
            if (marker != null && !marker.part().equals("name")) {
                carried.add(marker.shown());
            }
        }
        return carried;
    }
}
