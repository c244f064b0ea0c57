package espalier.cli;

import espalier.applied.TreeFiles;
import espalier.git.CommittedTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clusters' directories at one time, in a commit or on disk. */
interface DistTree {
    /** What stands in the file at {@code path}, from the repository on; null for no plain file. */
    @Nullable
    default String text(String path) throws IOException {
        byte[] bytes = bytes(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The same as it stands there, text or not. */
    byte @Nullable [] bytes(String path) throws IOException;

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

    /** For whoever builds them. */
    default TreeFiles files() {
        return new TreeFiles() {
            @Override
            public @Nullable String read(String path) {
                try {
                    return text(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public List<String> names(String path) {
                try {
                    return DistTree.this.names(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public byte @Nullable [] bytes(String path) {
                try {
                    return DistTree.this.bytes(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** The one of a commit. */
    static DistTree of(CommittedTree tree) {
        return new DistTree() {
            @Override
            public byte @Nullable [] bytes(String path) throws IOException {
                return tree.bytes(path);
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
            public byte @Nullable [] bytes(String path) throws IOException {
                Path file = root.resolve(path);
                return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
            }

            @Override
            public List<String> names(String path) {
                String[] names = root.resolve(path).toFile().list();
                return names == null ? List.of() : List.of(names);
            }

            @Override
            public @Nullable String id(String path) throws IOException {
                byte[] bytes = bytes(path);
                return bytes == null ? null : CommittedTree.idOf(bytes);
            }
        };
    }
}
