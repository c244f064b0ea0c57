package espalier.cli;

import espalier.git.CommittedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clusters' directories at one time, in a commit or on disk. */
interface DistTree {
    /** What stands in the file at {@code path}, from the repository on; null for no plain file. */
    @Nullable
    String text(String path) throws IOException;

    /** The names in the folder {@code path}. */
    List<String> names(String path) throws IOException;

    /** What git calls the content of {@code path}, by which two are the same; null for nothing, and for a folder on disk. */
    @Nullable
    String id(String path) throws IOException;

    /** The clusters that have a tree. */
    default List<String> clusters() throws IOException {
        var found = new ArrayList<String>();
        for (String name : names("dist")) {
            if (text("dist/" + name + "/kustomization.yaml") != null) {
                found.add(name);
            }
        }
        return found;
    }

    /** The one of a commit. */
    static DistTree of(CommittedTree tree) {
        return new DistTree() {
            @Override
            public @Nullable String text(String path) throws IOException {
                return tree.text(path);
            }

            @Override
            public List<String> names(String path) throws IOException {
                return tree.names(path);
            }

            @Override
            public @Nullable String id(String path) throws IOException {
                return tree.id(path);
            }
        };
    }

    /** The one on disk. */
    static DistTree at(Path root) {
        return new DistTree() {
            @Override
            public @Nullable String text(String path) throws IOException {
                Path file = root.resolve(path);
                return Files.isRegularFile(file) ? Files.readString(file) : null;
            }

            @Override
            public List<String> names(String path) {
                String[] names = root.resolve(path).toFile().list();
                return names == null ? List.of() : List.of(names);
            }

            @Override
            public @Nullable String id(String path) throws IOException {
                Path file = root.resolve(path);
                return Files.isRegularFile(file) ? CommittedTree.idOf(Files.readAllBytes(file)) : null;
            }
        };
    }
}
