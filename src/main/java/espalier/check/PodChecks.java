package espalier.check;

import espalier.KubernetesObject;
import espalier.rules.References;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods whose parts do not fit together: volumes that nobody mounts, things given twice, and the selector of their workload. */
final class PodChecks {
    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector", "matchLabels");

    private final KubernetesObject object;

    private PodChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            var checks = new PodChecks(pod.object());
            checks.volumes(pod);
            checks.selector(pod.template().mapping("metadata"));
            for (Mapping container : pod.containers()) {
                checks.unique(Pods.mappings(container.sequence("env")), "the variable", container);
            }
        }
    }

    private void volumes(Pod pod) {
        List<Mapping> volumes = Pods.mappings(pod.spec().sequence("volumes"));
        unique(volumes, "the volume", null);
        for (Mapping volume : volumes) {
            if (!isMounted(String.valueOf(volume.text("name")), pod.containers())) {
                object.error(
                        References.VOLUME_UNUSED,
                        "Tried to give the pods of " + object + " the volume " + volume.text("name")
                                + ", but no container mounts it",
                        "mount it, or take it away");
            }
        }
    }

    private static boolean isMounted(String volume, List<Mapping> containers) {
        for (Mapping container : containers) {
            if (isIn(container.sequence("volumeMounts"), volume) || isIn(container.sequence("volumeDevices"), volume)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(@Nullable Sequence mounts, String volume) {
        for (int i = 0; mounts != null && i < mounts.size(); i++) {
            if (mounts.get(i) instanceof Mapping mount && volume.equals(String.valueOf(mount.text("name")))) {
                return true;
            }
        }
        return false;
    }

    private void selector(@Nullable Mapping metadata) {
        if (!(SELECTOR.in(object.body()) instanceof Mapping selector)) {
            return;
        }
        Mapping found = metadata == null ? null : metadata.mapping("labels");
        Mapping labels = found == null ? new Mapping() : found;
        for (int i = 0; i < selector.size(); i++) {
            String key = selector.keyAt(i);
            if (!String.valueOf(selector.text(key)).equals(labels.text(key))) {
                object.error(
                        References.SELECTOR_DIFFERS,
                        "Tried to select the pods of " + object + " by " + selector
                                + ", but its own pods have the labels " + labels + ", and the API server refuses that",
                        "give the pods all labels of the selector");
                return;
            }
        }
    }

    /** @param container null for what belongs to all of the pod */
    private void unique(List<Mapping> items, String what, @Nullable Mapping container) {
        if (items.size() < 2) {
            return;
        }
        Set<String> seen = new HashSet<>(items.size() * 2);
        for (Mapping item : items) {
            String name = String.valueOf(item.text("name"));
            if (!seen.add(name)) {
                String where = container == null ? "the pods" : "the container " + container.text("name");
                object.error(
                        Soundness.DUPLICATE_ENTRY,
                        "Tried to give " + where + " of " + object + " " + what + " " + name
                                + ", but it is there twice",
                        "keep one of the two");
            }
        }
    }
}
