package espalier.live;

import espalier.live.FluxObject.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Kustomizations of which a commit changes a file: one that belongs to them, and to none further down. */
final class Touched {
    private final Map<String, Set<Reference>> byDirectory = new HashMap<>();
    private final Set<Reference> touched = new HashSet<>();

    /** @param paths of the files, from the root of the repository on; null for all that there are */
    Touched(@Nullable List<String> paths, Map<Reference, FluxObject> kustomizations) {
        kustomizations.forEach((reference, object) -> byDirectory
                .computeIfAbsent(directory(object), key -> new HashSet<>())
                .add(reference));
        if (paths == null) {
            touched.addAll(kustomizations.keySet());
        } else {
            paths.forEach(this::touch);
        }
    }

    private void touch(String path) {
        for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
            Set<Reference> owners = byDirectory.get(slash < 0 ? "" : path.substring(0, slash));
            if (owners != null) {
                touched.addAll(owners);
                return;
            }
            if (slash <= 0) {
                return;
            }
        }
    }

    boolean has(Reference kustomization) {
        return touched.contains(kustomization);
    }

    private static String directory(FluxObject kustomization) {
        String path = kustomization.path();
        String plain = path.equals(".") ? "" : path.startsWith("./") ? path.substring(2) : path;
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
