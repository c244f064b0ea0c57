package espalier.output;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what stands where changes need a folder or a file of their own: a symbolic link, which could lead out of the tree, a
 * file, a folder.
 */
final class Obstacles {
    private static final String LINK = "a symbolic link, which synth neither follows nor removes";

    private final Path out;
    private final String cluster;
    private final Map<String, Obstacle> found = new HashMap<>();
    private final Set<String> free = new HashSet<>();

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

    private void look(Change change, List<Obstacle> into) {
        String path = cluster + "/" + change.path();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (found.containsKey(folder)) {
                return;
            }
            if (free.add(folder)) {
                Path at = out.resolve(folder);
                if (Files.isSymbolicLink(at)) {
                    add(folder, LINK, change, into);
                    return;
                }
                if (Files.exists(at) && !Files.isDirectory(at)) {
                    add(folder, "a file, where a directory is needed", change, into);
                    return;
                }
            }
        }
        Path file = out.resolve(path);
        if (Files.isSymbolicLink(file)) {
            add(path, LINK, change, into);
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            add(path, "a directory, where a file is needed", change, into);
        }
    }

    private void add(String path, String what, Change change, List<Obstacle> into) {
        var obstacle = new Obstacle(path, what, change);
        found.put(path, obstacle);
        into.add(obstacle);
    }
}
