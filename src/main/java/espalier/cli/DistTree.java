package espalier.cli;

import espalier.applied.AppliedTree;
import espalier.git.CommittedTree;
import espalier.plan.Plan;
import espalier.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clusters' directories at one time, in a commit or on disk. */
abstract class DistTree {
    /** The one of a commit. */
    static DistTree of(CommittedTree tree) {
        return new DistTree() {
            @Override
            @Nullable
            String text(String path) throws IOException {
                return tree.text(path);
            }

            @Override
            List<String> names(String path) throws IOException {
                return tree.names(path);
            }

            @Override
            @Nullable
            String id(String path) throws IOException {
                return tree.id(path);
            }
        };
    }

    /** The one on disk. */
    static DistTree at(Path root) {
        return new DistTree() {
            @Override
            @Nullable
            String text(String path) throws IOException {
                Path file = root.resolve(path);
                return Files.isRegularFile(file) ? Files.readString(file) : null;
            }

            @Override
            List<String> names(String path) throws IOException {
                Path folder = root.resolve(path);
                if (!Files.isDirectory(folder)) {
                    return List.of();
                }
                try (var files = Files.list(folder)) {
                    return files.map(file -> String.valueOf(file.getFileName())).toList();
                }
            }
        };
    }

    abstract @Nullable String text(String path) throws IOException;

    abstract List<String> names(String path) throws IOException;

    /** What git calls the content at {@code path}; null for nothing, and where git was not asked. */
    @Nullable
    String id(String path) throws IOException {
        return null;
    }

    /** The clusters that have a tree. */
    List<String> clusters() throws IOException {
        var found = new ArrayList<String>();
        for (String name : names("dist")) {
            if (text("dist/" + name + "/kustomization.yaml") != null) {
                found.add(name);
            }
        }
        return found;
    }

    /** Whether git knows without a look that {@code cluster} is the same in both. */
    boolean isSame(DistTree other, String cluster) throws IOException {
        String id = id("dist/" + cluster);
        return id != null && id.equals(other.id("dist/" + cluster));
    }

    /** What Flux will do to {@code cluster}. */
    static Plan plan(String cluster, DistTree before, DistTree after) throws IOException {
        try {
            return Planner.plan(cluster, before.applied(cluster), after.applied(cluster));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private @Nullable AppliedTree applied(String cluster) throws IOException {
        String directory = "dist/" + cluster;
        return text(directory + "/kustomization.yaml") == null
                ? null
                : AppliedTree.of(
                        path -> {
                            try {
                                return text(path);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        directory);
    }
}
