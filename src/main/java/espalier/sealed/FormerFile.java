package espalier.sealed;

import espalier.Identity;
import espalier.Node;
import espalier.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a Secret was sealed before somebody gave it another namespace or name. Its values cannot be taken over: what is
 * sealed strictly opens under one namespace and one name alone.
 */
final class FormerFile {
    private static final String END = ".sealed.yaml";

    private FormerFile() {}

    /**
     * What was sealed strictly where {@code secret} was before, if there is such a file, which nothing reads any more: under its name
     * in another namespace, or in its namespace with all of its keys.
     *
     * @param keys that are wanted of it, as far as they are known
     */
    static @Nullable Resource of(Node node, Identity secret, List<String> keys) {
        String cluster = node.cluster().name() + "/";
        String own = SealedSecret.path(node.cluster().name(), secret);
        String fileName = "/" + secret.name() + END;
        String folder = cluster + secret.namespace() + "/";
        Set<String> read = read(node.cluster().node());
        Resource renamed = null;
        for (String path : node.files(cluster)) {
            if (!path.endsWith(END) || path.equals(own) || read.contains(path)) {
                continue;
            }
            var file = Resource.of(path);
            if (path.endsWith(fileName) && isStrict(node, file, List.of())) {
                return file;
            }
            if (renamed == null && !keys.isEmpty() && path.startsWith(folder) && isStrict(node, file, keys)) {
                renamed = file;
            }
        }
        return renamed;
    }

    private static Set<String> read(Node root) {
        Set<String> paths = new HashSet<>();
        for (Node node : root.subtree()) {
            if (node.construct() instanceof SealedSecret secret) {
                paths.add(secret.path());
            }
        }
        return paths;
    }

    private static boolean isStrict(Node node, Resource file, List<String> keys) {
        SealedDocument document = SealedDocument.of(node.text(file));
        return document.obstacle().isEmpty()
                && document.scope() == SealingScope.STRICT
                && document.sealed().containsAll(keys);
    }
}
