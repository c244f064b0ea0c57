package espalier.cli;

import espalier.Finding;
import espalier.Names;
import espalier.Origin;
import espalier.rules.Output;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the trees of clusters that no class makes any more. They are not removed: a Flux may still read them. */
final class Strays {
    private Strays() {}

    static List<Finding> in(DistDirectory dist, List<String> clusters) throws IOException {
        var found = new ArrayList<Finding>();
        for (String name : names(dist.path(), clusters)) {
            String near = Names.nearest(name, clusters);
            found.add(new Finding(
                    Output.STRAY_TREE,
                    "Tried to find the cluster of " + dist.shown(name)
                            + ", but no class makes it, so nobody keeps that tree up" + " to date",
                    name,
                    Origin.ofFile(dist.shown(name + "/.generated"), 1),
                    "remove it once no Flux reads it any more"
                            + (near == null ? "" : ", or call the cluster " + near + " so")));
        }
        return found;
    }

    private static Set<String> names(Path out, List<String> clusters) throws IOException {
        var names = new TreeSet<String>();
        if (Files.isDirectory(out)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(out)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (!clusters.contains(name) && Files.exists(entry.resolve(".generated"))) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }
}
