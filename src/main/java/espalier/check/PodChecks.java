package espalier.check;

import espalier.KubernetesObject;
import espalier.rules.References;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
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
                checks.unique(
                        Pods.mappings(container.sequence("env")),
                        "the variable",
                        "the container " + container.text("name"));
            }
        }
    }

    private void volumes(Pod pod) {
        List<Mapping> volumes = Pods.mappings(pod.spec().sequence("volumes"));
        unique(volumes, "the volume", "the pods");
        var mounted = new HashSet<String>();
        for (Mapping container : pod.containers()) {
            for (String field : new String[] {"volumeMounts", "volumeDevices"}) {
                Pods.mappings(container.sequence(field))
                        .forEach(mount -> mounted.add(String.valueOf(mount.text("name"))));
            }
        }
        for (Mapping volume : volumes) {
            if (!mounted.contains(String.valueOf(volume.text("name")))) {
                object.error(
                        References.VOLUME_UNUSED,
                        "Tried to give the pods of " + object + " the volume " + volume.text("name")
                                + ", but no container mounts it",
                        "mount it, or take it away");
            }
        }
    }

    private void selector(@Nullable Mapping metadata) {
        if (!(SELECTOR.in(object.body()) instanceof Mapping selector)) {
            return;
        }
        Mapping found = metadata == null ? null : metadata.mapping("labels");
        Mapping labels = found == null ? new Mapping() : found;
        for (String key : selector.keys()) {
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

    private void unique(List<Mapping> items, String what, String where) {
        Set<String> seen = new HashSet<>();
        for (Mapping item : items) {
            String name = String.valueOf(item.text("name"));
            if (!seen.add(name)) {
                object.error(
                        Soundness.DUPLICATE_ENTRY,
                        "Tried to give " + where + " of " + object + " " + what + " " + name
                                + ", but it is there twice",
                        "keep one of the two");
            }
        }
    }
}
