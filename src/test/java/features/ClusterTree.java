package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import clusters.Lab;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a cluster that Flux reads, whether they come from its class or from {@code dist/}.
 *
 * @param name the cluster
 * @param files by path below the cluster's directory
 */
record ClusterTree(String name, Map<String, String> files) {
    static final Path DIST = Path.of(System.getProperty("espalier.root", ".")).resolve("dist");

    static Compilation lab() {
        return Compiled.compile(new Fleet().cluster("lab", Lab::new), "lab");
    }

    static ClusterTree of(Compilation compilation) {
        if (compilation.failed()) {
            throw new AssertionError(Compiled.findings(compilation));
        }
        var files = new TreeMap<String, String>();
        for (FileSpec file : compilation.files()) {
            files.put(file.path(), new String(file.render(), UTF_8));
        }
        return new ClusterTree(compilation.name(), files);
    }

    /** What the classes say, and what is committed in {@code dist/} where that is something else. */
    static List<ClusterTree> all() throws IOException {
        var trees = new ArrayList<ClusterTree>();
        Compiled.all().forEach(cluster -> trees.add(of(cluster)));
        if (!Files.isDirectory(DIST)) {
            System.err.println("NOTICE: there is no dist/ yet; only what the classes say is tested");
            return trees;
        }
        for (ClusterTree committed : committed()) {
            if (!trees.contains(committed)) {
                trees.add(committed);
            }
        }
        return trees;
    }

    /** What stands in {@code dist/}. */
    static List<ClusterTree> committed() throws IOException {
        var trees = new ArrayList<ClusterTree>();
        try (Stream<Path> clusters = Files.list(DIST)) {
            for (Path cluster : clusters.filter(Files::isDirectory).sorted().toList()) {
                ClusterTree committed = read(cluster);
                if (!committed.files.isEmpty()) {
                    trees.add(committed);
                }
            }
        }
        return trees;
    }

    private static ClusterTree read(Path cluster) throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.walk(cluster)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.getFileName().toString().startsWith(".")) {
                    files.put(cluster.relativize(path).toString().replace('\\', '/'), Files.readString(path));
                }
            }
        }
        return new ClusterTree(cluster.getFileName().toString(), files);
    }

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The directories that kustomize builds, {@code ""} for the cluster's own. */
    List<String> directories() {
        return files.keySet().stream()
                .filter(path -> path.endsWith("kustomization.yaml"))
                .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
                .toList();
    }

    /**
     * Every {@code kustomization.yaml} and what it holds, by path; a program's own configuration is no object. What {@code
     * flux bootstrap} writes is left out, and the block {@code sops} of what is encrypted, which Flux takes away.
     */
    Map<String, Mapping> objects() {
        var objects = new TreeMap<String, Mapping>();
        for (String directory : directories()) {
            String folder = directory.isEmpty() ? "" : directory + "/";
            Mapping kustomization = object(folder + "kustomization.yaml");
            objects.put(folder + "kustomization.yaml", kustomization);
            for (Value resource : resources(kustomization)) {
                String path = folder + ((Leaf) resource).text();
                if (path.endsWith(".yaml") && !path.contains("gotk-")) {
                    Mapping object = object(path);
                    if ("Secret".equals(object.text("kind"))) {
                        object.remove("sops");
                    }
                    objects.put(path, object);
                }
            }
        }
        return objects;
    }

    private static Sequence resources(Mapping kustomization) {
        Sequence resources = kustomization.sequence("resources");
        return resources == null ? new Sequence() : resources;
    }

    private Mapping object(String path) {
        String text = files.get(path);
        if (text == null) {
            throw new AssertionError(path + " is named in the kustomization.yaml beside it, but is not there");
        }
        return (Mapping) YamlReader.documents(text).get(0).value();
    }
}
