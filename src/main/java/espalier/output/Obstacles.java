package espalier.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands where changes need a folder or a file of their own: a symbolic link, which could lead out of the tree, a
 * file, a folder.
 */
final class Obstacles {
    private static final String LINK = "a symbolic link, which synth neither follows nor removes";

    private final Path out;
    private final String cluster;
    private final Map<String, Obstacle> found = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    private Obstacles(Path out, String cluster) {
        this.out = out;
        this.cluster = cluster;
    }

    /** What is in the way of {@code changes}, each thing once. */
    static List<Obstacle> in(Path out, String cluster, List<Change> changes) {
        var obstacles = new Obstacles(out, cluster);
        var inTheWay = new ArrayList<Obstacle>();
        for (Change change : changes) {
            obstacles.look(change, inTheWay);
        }
        return inTheWay;
    }

    /** From the top down, each folder once; below one that is not there, nothing can be in the way. */
    private void look(Change change, List<Obstacle> into) {
        String path = cluster + "/" + change.path();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (found.containsKey(folder) || absent.contains(folder)) {
                return;
            }
            if (folders.add(folder)) {
                BasicFileAttributes there = there(folder);
                if (there == null) {
                    absent.add(folder);
                    return;
                }
                if (there.isSymbolicLink()) {
                    add(folder, LINK, change, into);
                    return;
                }
                if (!there.isDirectory()) {
                    add(folder, "a file, where a directory is needed", change, into);
                    return;
                }
            }
        }
        BasicFileAttributes there = there(path);
        if (there != null && there.isSymbolicLink()) {
            add(path, LINK, change, into);
        } else if (there != null && there.isDirectory()) {
            add(path, "a directory, where a file is needed", change, into);
        }
    }

    /** What stands at {@code path} itself, wherever it leads; null for nothing. */
    private @Nullable BasicFileAttributes there(String path) {
        try {
            return Files.readAttributes(out.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null; // what cannot be looked at cannot be written either, and that says why
        }
    }

    private void add(String path, String what, Change change, List<Obstacle> into) {
        var obstacle = new Obstacle(path, what, change);
        found.put(path, obstacle);
        into.add(obstacle);
    }
}
