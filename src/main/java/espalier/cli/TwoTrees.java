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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster's directory at two times; what is the same in both is read once. */
final class TwoTrees {
    private final DistTree before;
    private final DistTree after;
    private final String earlier;
    private final String cluster;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, @Nullable String> same = new HashMap<>();

    private TwoTrees(DistTree before, DistTree after, String earlier, String cluster) {
        this.before = before;
        this.after = after;
        this.earlier = earlier;
        this.cluster = cluster;
    }

    /** What Flux will do to {@code cluster}; null where no file of it differs. */
    static @Nullable Plan plan(String cluster, DistTree before, DistTree after) throws IOException {
        return plan(cluster, cluster, before, after);
    }

    /** The same for a cluster that was called {@code earlier}. */
    static @Nullable Plan plan(String earlier, String cluster, DistTree before, DistTree after) throws IOException {
        var both = new TwoTrees(before, after, earlier, cluster);
        both.compare("dist/" + earlier);
        both.compare("dist/" + cluster);
        try {
            return both.changed.isEmpty() ? null : both.plan();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Those of {@code come} that have at least half of the objects of one of {@code gone}, by their names; whose these were. */
    static Map<String, String> renamed(List<String> gone, List<String> come, DistTree before, DistTree after)
            throws IOException {
        var renamed = new HashMap<String, String>();
        for (String now : come) {
            int most = 0;
            for (String old : gone) {
                var both = new TwoTrees(before, after, old, now);
                both.compare("dist/" + old);
                both.compare("dist/" + now);
                AppliedTree earlier = both.applied(before, old, new Documents());
                AppliedTree later = both.applied(after, now, new Documents());
                if (earlier != null && later != null && !renamed.containsValue(old)) {
                    var shared = new HashSet<>(earlier.objects().keySet());
                    shared.retainAll(later.objects().keySet());
                    boolean half = shared.size() * 2 >= earlier.objects().size();
                    if (half && shared.size() > most) {
                        most = shared.size();
                        renamed.put(now, old);
                    }
                }
            }
        }
        return renamed;
    }

    /** The files of {@code cluster} that are not the same in both. */
    static Set<String> changed(String cluster, DistTree before, DistTree after) throws IOException {
        var both = new TwoTrees(before, after, cluster, cluster);
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
        return Planner.plan(cluster, applied(before, earlier, read), applied(after, cluster, read));
    }

    private @Nullable AppliedTree applied(DistTree tree, String name, Documents read) throws IOException {
        String directory = "dist/" + name;
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
            public List<String> names(String path) {
                try {
                    return tree.names(path);
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
