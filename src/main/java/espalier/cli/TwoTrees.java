package espalier.cli;

import espalier.applied.AppliedTree;
import espalier.applied.Documents;
import espalier.applied.TreeFiles;
import espalier.plan.Plan;
import espalier.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster's directory at two times; what is the same in both is read once. */
final class TwoTrees {
    private final DistTree before;
    private final DistTree after;
    private final String cluster;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, @Nullable String> same = new HashMap<>();

    private TwoTrees(DistTree before, DistTree after, String cluster) {
        this.before = before;
        this.after = after;
        this.cluster = cluster;
    }

    /** What Flux will do to {@code cluster}; null where no file of it differs. */
    static @Nullable Plan plan(String cluster, DistTree before, DistTree after) throws IOException {
        var both = new TwoTrees(before, after, cluster);
        both.compare("dist/" + cluster);
        try {
            return both.changed.isEmpty() ? null : both.plan();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The files of {@code cluster} that are not the same in both. */
    static Set<String> changed(String cluster, DistTree before, DistTree after) throws IOException {
        var both = new TwoTrees(before, after, cluster);
        both.compare("dist/" + cluster);
        return both.changed;
    }

    private void compare(String folder) throws IOException {
        var names = new TreeSet<>(before.names(folder));
        names.addAll(after.names(folder));
        for (String name : names) {
            String path = folder + "/" + name;
            String old = before.id(path);
            String now = after.id(path);
            if (old != null && old.equals(now)) {
                continue;
            }
            if (before.text(path) != null || after.text(path) != null) {
                changed.add(path);
            } else {
                compare(path);
            }
        }
    }

    private Plan plan() throws IOException {
        var read = new Documents();
        return Planner.plan(cluster, applied(before, read), applied(after, read));
    }

    private @Nullable AppliedTree applied(DistTree tree, Documents read) throws IOException {
        String directory = "dist/" + cluster;
        if (tree.text(directory + "/kustomization.yaml") == null) {
            return null;
        }
        TreeFiles files = new TreeFiles() {
            @Override
            public @Nullable String read(String path) {
                try {
                    if (changed.contains(path)) {
                        return tree.text(path);
                    }
                    if (!same.containsKey(path)) {
                        same.put(path, after.text(path));
                    }
                    return same.get(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public byte @Nullable [] bytes(String path) {
                try {
                    return tree.bytes(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return AppliedTree.of(files, directory, read);
    }
}
