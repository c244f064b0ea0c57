package infra;

import espalier.kubernetes.Volume;
import espalier.tree.Mapping;

/**
 * A directory of an NFS server that pods mount straight from there, without a claim: the fewest objects, and no choice of mount
 * options. Every machine needs an NFS client.
 *
 * @param name what it is called in a pod, a DNS label
 * @param server a name or address that the machines find
 * @param path from the root of the server
 */
public record NfsMount(String name, String server, String path) implements Volume {
    /** The server and the directory, as a volume says them. */
    public Mapping address() {
        return Mapping.of("server", server).put("path", path);
    }

    @Override
    public String volumeName() {
        return name;
    }

    @Override
    public Mapping volumeSource() {
        return Mapping.of("nfs", address());
    }
}
