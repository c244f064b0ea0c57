package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses of NFS servers that the cluster mounts from, each with the first that says so. */
final class FileServers {
    private static final FieldPath OF_VOLUME = FieldPath.of("spec", "nfs", "server");
    private static final FieldPath OF_DRIVER = FieldPath.of("spec", "csi", "volumeAttributes", "server");
    private static final FieldPath OF_CLASS = FieldPath.of("parameters", "server");

    /** By what is written. */
    private final Map<String, FileServer> servers = new LinkedHashMap<>();

    /**
     * A server.
     *
     * @param mount the object that says that something is mounted from it
     */
    record FileServer(AddressRange address, KubernetesObject mount) {}

    private FileServers() {}

    static Collection<FileServer> of(ObjectGraph graph, List<Pod> pods) {
        var found = new FileServers();
        for (KubernetesObject volume : graph.ofKind("PersistentVolume")) {
            found.add(volume, OF_VOLUME);
            found.add(volume, OF_DRIVER);
        }
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            found.add(storageClass, OF_CLASS);
        }
        for (Pod pod : pods) {
            Sequence volumes = pod.spec().sequence("volumes");
            for (int i = 0; volumes != null && i < volumes.size(); i++) {
                if (volumes.get(i) instanceof Mapping volume && volume.get("nfs") instanceof Mapping nfs) {
                    found.add(pod.object(), nfs.text("server"));
                }
            }
        }
        return found.servers.values();
    }

    private void add(KubernetesObject object, FieldPath field) {
        if (field.in(object.body()) instanceof Leaf server) {
            add(object, server.text());
        }
    }

    /** A name is looked up by whoever mounts, so that nothing is known of it here. */
    private void add(KubernetesObject object, @Nullable String server) {
        AddressRange address = server == null ? null : AddressRange.address(server);
        if (server != null && address != null) {
            servers.putIfAbsent(server, new FileServer(address, object));
        }
    }
}
