package espalier.bootstrap;

import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.applied.TreeFiles;
import espalier.tree.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of a cluster in {@code dist/}, as it is written. */
public final class WrittenTree {
    private final Path root;
    private final String directory;
    private @Nullable AppliedTree applied;

    /** @param root the repository */
    public WrittenTree(Path root, String cluster) {
        this.root = root;
        this.directory = "dist/" + cluster;
    }

    /** {@code file} of the folder that is Flux's own, from the repository's root on. */
    String fluxFile(String file) {
        return directory + "/flux-system/" + file;
    }

    /** What the folder that is Flux's own builds to. */
    List<Mapping> flux() throws BootstrapException {
        AppliedUnit folder =
                AppliedTree.of(files(), directory + "/flux-system").units().get(0);
        if (!folder.gap().isEmpty()) {
            throw BootstrapException.refused(
                    "what " + directory + "/flux-system holds cannot be known: " + folder.gap());
        }
        var objects = new ArrayList<Mapping>();
        for (BuiltObject object : folder.built()) {
            objects.add(object.body());
        }
        return objects;
    }

    void write(String path, String text) throws IOException {
        Files.writeString(root.resolve(path), text);
    }

    /** The Kustomization called {@code name}, with its objects. */
    AppliedUnit unit(String name) throws BootstrapException {
        if (applied == null) {
            applied = AppliedTree.of(files(), directory);
        }
        for (AppliedUnit unit : applied.units()) {
            Mapping kustomization = unit.kustomization();
            if (kustomization != null
                    && BuiltObject.identity(kustomization).name().equals(name)) {
                if (!unit.gap().isEmpty()) {
                    throw BootstrapException.refused("what " + name + " holds cannot be known: " + unit.gap());
                }
                return unit;
            }
        }
        throw BootstrapException.refused("the tree has no Kustomization " + name);
    }

    private TreeFiles files() {
        return new TreeFiles() {
            @Override
            public @Nullable String read(String path) {
                try {
                    Path file = root.resolve(path);
                    return Files.isRegularFile(file) ? Files.readString(file) : null;
                } catch (IOException e) {
                    return null; // told as a file that is not there
                }
            }

            @Override
            public List<String> names(String path) {
                String[] names = root.resolve(path).toFile().list();
                return names == null ? List.of() : List.of(names);
            }
        };
    }
}
