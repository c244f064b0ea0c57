package features;

import clusters.Main;
import espalier.Cluster;
import espalier.Finding;
import espalier.Fleet;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.layout.FileSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Clusters of one test, compiled without touching a disk. */
final class Compiled {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    private Compiled() {}

    /** A cluster {@code test} whose only stage is filled by {@code apps}. */
    static Compilation stage(Consumer<Stage> apps) {
        return cluster((fleet, name) -> new TestCluster(fleet, name, apps));
    }

    /** The cluster that {@code maker} makes, under the name {@code test}. */
    static Compilation cluster(BiFunction<Fleet, String, ? extends Cluster> maker) {
        return compile(new Fleet().cluster("test", maker), "test");
    }

    /** The clusters of this repository. */
    static List<Compilation> all() {
        var fleet = new Fleet();
        Main.clusters(fleet);
        return fleet.names().stream().map(name -> compile(fleet, name, ROOT)).toList();
    }

    /** The cluster {@code name} of this repository. */
    static Compilation named(String name) {
        var fleet = new Fleet();
        Main.clusters(fleet);
        return compile(fleet, name, ROOT);
    }

    static Compilation compile(Fleet fleet, String name) {
        return compile(fleet, name, Path.of("no-such-directory"));
    }

    /** In the repository at {@code root}, which may have patches and schemas. */
    static Compilation compile(Fleet fleet, String name, Path root) {
        return new Compiler(fleet, root).compile(name);
    }

    /** All findings as people read them, an empty line between two. */
    static String findings(Compilation compilation) {
        return compilation.findings().stream().map(Finding::toString).collect(Collectors.joining("\n\n"));
    }

    /** The files below {@code folder} with their paths, as one YAML text; fails when there are errors. */
    static String files(Compilation compilation, String folder) {
        if (compilation.failed()) {
            throw new AssertionError(findings(compilation));
        }
        var text = new StringBuilder();
        for (FileSpec file : compilation.files()) {
            if (file.path().startsWith(folder)) {
                text.append("# ").append(file.path()).append('\n');
                text.append(new String(file.render(), StandardCharsets.UTF_8)).append('\n');
            }
        }
        return text.toString();
    }
}
