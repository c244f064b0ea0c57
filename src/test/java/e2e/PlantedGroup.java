package e2e;

import features.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pairs that Flux fetches together, from a branch of their own: a commit concerns no others. */
final class PlantedGroup {
    private final String name;
    private final String url;
    private final Checkout clone;
    private final List<PlantedPair> pairs = new ArrayList<>();

    PlantedGroup(String name, String url, Path folder) {
        this.name = name;
        this.url = url;
        try {
            this.clone = Checkout.at(Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clone.git("clone", "--quiet", url, ".");
        clone.git("checkout", "--quiet", "--orphan", name);
    }

    void add(PlantedPair pair) {
        pairs.add(pair);
    }

    /** Commits one of each pair's trees; gives the commit. */
    String push(String message, Function<PlantedPair, Map<String, String>> tree) {
        clone.git("rm", "-r", "--quiet", "--ignore-unmatch", ".");
        pairs.forEach(pair -> tree.apply(pair).forEach(clone::write));
        clone.git("add", "--all");
        clone.git("commit", "--quiet", "--allow-empty", "--message", message);
        clone.git("push", "--quiet", "-u", "origin", name);
        return clone.git("rev-parse", "HEAD").strip();
    }

    /** The source, and the entry of each pair, as {@code flux bootstrap} makes them. */
    String sync() {
        var yaml = new StringBuilder("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: %1$s}
                ---
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: flux-system, namespace: %1$s}
                spec: {interval: 1h, url: "%2$s", ref: {branch: %1$s}}
                """.formatted(name, url));
        pairs.forEach(pair -> yaml.append("---\n").append(pair.entry()));
        return yaml.toString();
    }
}
