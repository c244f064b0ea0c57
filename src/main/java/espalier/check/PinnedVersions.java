package espalier.check;

import espalier.Finding;
import espalier.ImageReference;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Pin;
import espalier.VersionFile;
import espalier.graph.ObjectGraph;
import espalier.rules.Rule;
import espalier.rules.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a cluster's file of versions says what runs, all of it and nothing else. */
final class PinnedVersions {
    /** As many are named as people read; the rest is counted. */
    private static final int MOST_SHOWN = 8;

    private final Node root;
    private final VersionFile file;

    private PinnedVersions(Node root, VersionFile file) {
        this.root = root;
        this.file = file;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        VersionFile file = graph.cluster().versions();
        if (file != null && !graph.cluster().node().holdsIncomplete()) {
            var check = new PinnedVersions(graph.cluster().node(), file);
            check.missing(pods);
            check.unused();
            check.unknownDigests();
        }
    }

    /** What constructs asked for, and what patches and raw objects run besides; all of it can be added at once. */
    private void missing(List<Pod> pods) {
        Map<String, Origin> missing = new LinkedHashMap<>();
        for (VersionFile.Missing one : file.missing()) {
            boolean isImage = one.what().equals(ImageReference.of(one.version()).wholeRepository());
            missing.putIfAbsent(isImage ? one.version() : one.what() + " " + one.version(), one.origin());
        }
        for (Pod pod : pods) {
            pod.containers().forEach(container -> {
                String image = container.text("image");
                if (image != null && isElsewhere(image, pod.object())) {
                    missing.putIfAbsent(image, pod.object().origin());
                }
            });
        }
        if (!missing.isEmpty()) {
            report(
                    Versions.VERSION_MISSING,
                    missing.values().iterator().next(),
                    "Tried to find the versions of all that runs in " + file.path() + ", but it does not say: "
                            + shown(List.copyOf(missing.keySet())),
                    "add " + (missing.size() == 1 ? "it" : "them") + " below images: or charts:");
        }
    }

    private boolean isElsewhere(String image, KubernetesObject object) {
        Node unit = object.owner().unit();
        Pin pin = file.of(image, unit == null ? "" : unit.id());
        return pin == null || !pin.text().equals(image);
    }

    private void unused() {
        for (Pin pin : file.pins()) {
            if (!pin.isUsed() && !pin.isOptional() && !isShared()) {
                report(
                        Versions.VERSION_UNUSED,
                        pin.origin(),
                        "Tried to find what runs " + pin + " on " + root.path() + ", but nothing does",
                        "take the entry out of " + file.path() + ", or correct its name"
                                + (pin.component().isEmpty() ? "" : " or component"));
            }
        }
    }

    private boolean isShared() {
        return root.cluster().settings().sharesVersions();
    }

    private void unknownDigests() {
        var unknown = new ArrayList<String>();
        Origin first = null;
        for (Pin pin : file.pins()) {
            if (pin.digestUnknown() != null && (pin.isUsed() || !isShared())) {
                first = first == null ? pin.origin() : first;
                unknown.add(pin.text() + " (" + pin.digestUnknown() + ")");
            }
        }
        if (first != null) {
            report(
                    Versions.DIGEST_UNKNOWN,
                    first,
                    "Tried to pin all images to what they are, but " + file.path() + " knows no digest of: "
                            + shown(unknown),
                    "write the digest that the registry shows behind the tag, and take digest: unknown away");
        }
    }

    private static String shown(List<String> all) {
        int more = all.size() - MOST_SHOWN;
        return String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private void report(Rule rule, @Nullable Origin origin, String message, String fix) {
        Finding.Place place = new Finding.Place(null, null, origin == null ? root.origin() : origin);
        root.findings().add(new Finding(rule, message, root.path(), place, fix, null, List.of()));
    }
}
