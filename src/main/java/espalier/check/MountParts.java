package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a ConfigMap's or Secret's volume that are mounted and are not there: the kubelet would make an empty directory. */
final class MountParts {
    private final ObjectGraph graph;

    /**
     * What a volume holds.
     *
     * @param from the ConfigMap or Secret whose keys these are; null where the pod itself says what they are called
     */
    record Files(@Nullable Identity from, List<String> paths) {}

    private MountParts(ObjectGraph graph) {
        this.graph = graph;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        var parts = new MountParts(graph);
        pods.forEach(parts::pod);
    }

    private void pod(Pod pod) {
        Map<String, Files> files = null;
        for (Mapping container : pod.containers()) {
            for (Mapping mount : Pods.mappings(container.sequence("volumeMounts"))) {
                String part = mount.text("subPath");
                if (part != null) {
                    files = files == null ? files(pod) : files;
                    Files there = files.get(String.valueOf(mount.text("name")));
                    if (there != null && !isThere(part, there.paths)) {
                        tell(pod, container, mount, part, there);
                    }
                }
            }
        }
    }

    /** A part can be a directory above a file, and end in a slash. */
    private static boolean isThere(String part, List<String> files) {
        String directory = part.endsWith("/") ? part : part + "/";
        for (String file : files) {
            if (file.equals(part) || file.startsWith(directory)) {
                return true;
            }
        }
        return false;
    }

    /** By volume of {@code pod}, the files in it, where they are known. */
    static Map<String, Files> files(ObjectGraph graph, Pod pod) {
        return new MountParts(graph).files(pod);
    }

    private Map<String, Files> files(Pod pod) {
        var files = new HashMap<String, Files>();
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            Mapping configMap = volume.mapping("configMap");
            Mapping secret = volume.mapping("secret");
            Files known = null;
            if (configMap != null) {
                known = files(pod.object(), "ConfigMap", configMap.text("name"), configMap);
            } else if (secret != null) {
                known = files(pod.object(), "Secret", secret.text("secretName"), secret);
            }
            if (known != null) {
                files.put(String.valueOf(volume.text("name")), known);
            }
        }
        return files;
    }

    private @Nullable Files files(KubernetesObject reader, String kind, @Nullable String name, Mapping source) {
        List<Mapping> items = Pods.mappings(source.sequence("items"));
        if (!items.isEmpty()) {
            var paths = new ArrayList<String>();
            items.forEach(item -> paths.add(String.valueOf(item.text("path"))));
            return new Files(null, paths);
        }
        var identity = Identity.of("", kind, reader.namespace(), String.valueOf(name));
        KubernetesObject object = graph.object(identity);
        Provision provision = object == null ? graph.provision(identity) : null;
        List<String> keys = object != null ? object.keys() : provision == null ? null : provision.keys();
        return keys == null ? null : new Files(identity, keys);
    }

    private static void tell(Pod pod, Mapping container, Mapping mount, String part, Files files) {
        String near = Names.nearest(part, files.paths);
        pod.object()
                .error(
                        References.MOUNT_PART,
                        null,
                        files.from == null ? null : part + " of " + files.from,
                        "Tried to mount " + part + " of the volume " + mount.text("name") + " in the container "
                                + container.text("name") + " of " + pod.object() + ", but in it is only: "
                                + String.join(", ", files.paths),
                        near == null ? "mount a part that is there" : "mount \"" + near + "\"");
    }
}
