package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.WholeNumber;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Volumes of pods that come from two places or none, and paths and modes that the API server refuses. */
final class Volumes {
    private static final List<String> HOST_PATH_TYPES =
            List.of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice");

    private static final List<String> OF_FILES = List.of("configMap", "secret", "projected", "downwardAPI");

    /** {@code 0777}: whoever writes 644 in YAML writes a decimal number. */
    private static final int MOST_MODE = 511;

    private final KubernetesObject object;

    private Volumes(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.ofKind("PersistentVolume")) {
            Mapping spec = object.body().mapping("spec");
            new Volumes(object).nfs(spec == null ? null : spec.mapping("nfs"), object);
        }
    }

    static void check(Pod pod) {
        var volumes = new Volumes(pod.object());
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            volumes.volume(volume, new Part("volume", volume, pod.object()));
        }
        for (Mapping container : pod.containers()) {
            List<Mapping> mounts = Pods.mappings(container.sequence("volumeMounts"));
            Part where = Part.container(container, pod.object());
            for (Mapping mount : mounts) {
                volumes.mount(mount, where);
            }
        }
    }

    private void volume(Mapping volume, Part where) {
        if (volume.size() > 2 && volume.has("name")) {
            severalSources(volume, where);
        }
        if (volume.get("hostPath") instanceof Mapping hostPath) {
            hostPath(hostPath, where);
        }
        if (volume.get("nfs") instanceof Mapping nfs) {
            nfs(nfs, where);
        }
        for (int i = 0; i < volume.size(); i++) {
            if (volume.valueAt(i) instanceof Mapping source && OF_FILES.contains(volume.keyAt(i))) {
                mode(source, "defaultMode", where);
                for (Mapping item : Pods.mappings(source.sequence("items"))) {
                    mode(item, "mode", where);
                    inside(item.text("path"), "path", where);
                }
            }
        }
    }

    private void severalSources(Mapping volume, Part where) {
        var sources = new StringBuilder();
        for (String key : volume.keys()) {
            if (!key.equals("name")) {
                sources.append(sources.isEmpty() ? "" : " and ").append(key);
            }
        }
        object.error(
                Soundness.VOLUME_SOURCE,
                "Tried to fill " + where + " from " + sources + ", but a volume has one source",
                "make two volumes of it, or keep one source");
    }

    private void hostPath(Mapping hostPath, Part where) {
        String type = hostPath.text("type");
        if (type != null && !type.isEmpty() && !HOST_PATH_TYPES.contains(type)) {
            String near = Names.nearest(type, HOST_PATH_TYPES);
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to fill " + where + " from a " + type + " of the node, but a hostPath has only the types "
                            + String.join(", ", HOST_PATH_TYPES),
                    near == null ? "name one of those, or leave type away" : "name " + near);
        }
        String path = hostPath.text("path");
        if (path == null || path.isEmpty() || climbs(path)) {
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to fill " + where + " from the path \"" + (path == null ? "" : path)
                            + "\" of the node, but the API server takes a path without ..",
                    "write the whole path");
        }
    }

    private void nfs(@Nullable Mapping nfs, Object where) {
        if (nfs == null) {
            return;
        }
        String path = nfs.text("path");
        if (path != null && !path.startsWith("/") && !path.startsWith("${")) {
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to fill " + where + " from the path \"" + path
                            + "\" of an NFS server, but the API server takes whole paths only",
                    "write /" + path);
        }
        String server = nfs.text("server");
        if (server != null && (server.isBlank() || isAlmostAddress(server))) {
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to fill " + where + " from the NFS server \"" + server
                            + "\", but that is neither a name nor an address",
                    "write it as in nas.example.com or 192.168.1.5");
        }
    }

    /** No name ends in a number, which is how the two are told apart. */
    private static boolean isAlmostAddress(String server) {
        String last = server.substring(server.lastIndexOf('.') + 1);
        return !last.isEmpty()
                && WholeNumber.parse(last) != null
                && server.indexOf(':') < 0
                && AddressRange.address(server) == null;
    }

    private void mode(Mapping holder, String key, Part where) {
        String text = holder.text(key);
        if (text == null) {
            return;
        }
        boolean octal = text.length() > 1 && text.startsWith("0");
        Long number = octal ? null : WholeNumber.parse(text);
        if (number != null && (number < 0 || number > MOST_MODE)) {
            object.error(
                    Soundness.NUMBER,
                    "Tried to set " + key + " of " + where + " to " + number
                            + ", but a mode goes from 0 to 511, which is 0777",
                    "write it with a 0 before, as in 0644");
        }
    }

    private void mount(Mapping mount, Part where) {
        String subPath = mount.text("subPath");
        inside(subPath == null ? mount.text("subPathExpr") : subPath, "subPath", where);
        if (!(mount.get("mountPath") instanceof Leaf path) || path.text().isEmpty()) {
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to mount " + mount.text("name") + " in " + where + ", but it does not say where",
                    "give it a mountPath");
        }
    }

    private void inside(@Nullable String path, String key, Part where) {
        if (path != null && (path.startsWith("/") || climbs(path))) {
            object.error(
                    Soundness.VOLUME_SOURCE,
                    "Tried to take the " + key + " \"" + path + "\" for " + where
                            + ", but it is a path inside the volume, without .. and without a slash in front",
                    "write it from the root of the volume on");
        }
    }

    private static boolean climbs(String path) {
        return path.equals("..") || path.startsWith("../") || path.endsWith("/..") || path.contains("/../");
    }
}
