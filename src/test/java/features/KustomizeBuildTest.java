package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.Layout;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kustomize, which Flux builds with, takes every directory and gives the objects that the classes made. */
class KustomizeBuildTest {
    private static final Pattern HASH = Pattern.compile("-[a-z0-9]{10}$");

    @TempDir
    Path folder;

    /** In a folder with nothing else in it: dist/ needs neither src/ nor us. */
    @Test
    void everyDirectoryBuildsWhereNothingElseIs() throws IOException {
        int number = 0;
        for (ClusterTree tree : ClusterTree.all()) {
            Path root = folder.resolve(number++ + "/dist/" + tree.name());
            tree.writeTo(root);
            assertThat(builds(root, tree.directories())).isNotEmpty();
        }
    }

    @Test
    void nothingInTheTreeMentionsThisProject() throws IOException {
        for (ClusterTree tree : ClusterTree.all()) {
            tree.files()
                    .forEach((path, text) ->
                            assertThat(path + "\n" + text).as(path).doesNotContainIgnoringCase("espalier"));
        }
    }

    /** With the hidden list of the files that a synth wrote, and whatever else is there. */
    @Test
    void nothingInDistMentionsThisProject() throws IOException {
        if (Files.isDirectory(ClusterTree.DIST)) {
            try (Stream<Path> files = Files.walk(ClusterTree.DIST)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = ClusterTree.DIST.relativize(file).toString();
                    assertThat(name + "\n" + Files.readString(file)).as(name).doesNotContainIgnoringCase("espalier");
                }
            }
        }
    }

    @Test
    void kustomizeGivesTheObjectsOfTheModel() throws IOException {
        for (Compilation cluster : Compiled.all()) {
            Path root = folder.resolve(cluster.name());
            ClusterTree.of(cluster).writeTo(root);
            Order order = Objects.requireNonNull(cluster.order());
            Layout layout = order.cluster().settings().layout();
            var wanted = new TreeMap<String, Map<String, Value>>();
            for (Unit unit : order.units()) {
                wanted.put(layout.directory(unit.component(), unit.part()), objects(unit, cluster.files()));
            }
            var built = new TreeMap<String, Map<String, Value>>();
            builds(root, wanted.keySet())
                    .forEach((directory, objects) -> built.put(directory, byIdentity(objects, true)));
            assertThat(built.keySet()).as(cluster.name()).isEqualTo(wanted.keySet());
            built.forEach((directory, objects) ->
                    assertThat(objects).as(cluster.name() + "/" + directory).isEqualTo(wanted.get(directory)));
        }
    }

    /** As they are written, which differs from what they say while there are {@code moves/}. */
    private static Map<String, Value> objects(Unit unit, List<FileSpec> files) {
        Map<KubernetesObject, FileSpec> written = new IdentityHashMap<>();
        files.forEach(file -> written.put(file.object(), file));
        var objects = new ArrayList<Mapping>();
        for (KubernetesObject object : unit.objects()) {
            FileSpec file = written.get(object); // else Helm makes it
            if (file != null) {
                objects.add(file.yaml() instanceof Mapping yaml ? yaml : object.body());
            }
        }
        return byIdentity(objects, false);
    }

    /** The entry and each stage hold Flux's Kustomizations, and those of a stage name directories that are there. */
    @Test
    void stagesHoldTheKustomizationsOfTheirDirectories() throws IOException {
        Compilation lab = ClusterTree.lab();
        ClusterTree tree = ClusterTree.of(lab);
        tree.writeTo(folder);
        var stages = new ArrayList<>(List.of(""));
        Objects.requireNonNull(lab.order()).stages().forEach(stage -> stages.add(stage.id()));
        Map<String, List<Mapping>> built = builds(folder, stages);
        var paths = new ArrayList<String>();
        for (Mapping object : built.values().stream().flatMap(List::stream).toList()) {
            assertThat(object.text("kind")).isEqualTo("Kustomization");
            paths.add(String.valueOf(object.child("spec").text("path")).replace("./dist/lab/", ""));
        }
        var directories = new ArrayList<>(tree.directories());
        directories.removeAll(List.of("", "flux-system"));
        assertThat(paths).containsExactlyInAnyOrderElementsOf(directories);
    }

    @Test
    void aHashedNameReachesEveryReader() throws IOException {
        ClusterTree.of(ClusterTree.lab()).writeTo(folder);
        List<Mapping> objects = builds(folder, List.of("apps/litellm")).get("apps/litellm");
        String name =
                String.valueOf(only(objects, "ConfigMap").child("metadata").text("name"));
        assertThat(name).matches("litellm-config-[a-z0-9]{10}");
        var volume = FieldPath.of("spec", "template", "spec", "volumes").item("name", "litellm-config");
        var reference = volume.field("configMap").field("name").in(only(objects, "Deployment"));
        assertThat(reference).isEqualTo(Value.ofJava(name));
    }

    private static Mapping only(List<Mapping> objects, String kind) {
        List<Mapping> found = objects.stream()
                .filter(object -> kind.equals(object.text("kind")))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Two at a time, since most of it is waiting. */
    private Map<String, List<Mapping>> builds(Path root, Iterable<String> directories) {
        var names = new ArrayList<String>();
        directories.forEach(names::add);
        var ran = new ConcurrentHashMap<String, Tools.Ran>();
        names.parallelStream().forEach(directory -> ran.put(directory, Tools.kustomize(root.resolve(directory))));
        var built = new TreeMap<String, List<Mapping>>();
        ran.forEach((directory, result) -> built.put(
                directory,
                YamlReader.documents(result.expectSuccess()).stream()
                        .map(document -> (Mapping) document.value())
                        .toList()));
        return built;
    }

    private static Map<String, Value> byIdentity(List<Mapping> objects, boolean cutHashes) {
        var names = new TreeMap<String, String>();
        var byIdentity = new TreeMap<String, Value>();
        for (Mapping object : objects) {
            String name = String.valueOf(object.child("metadata").text("name"));
            if (cutHashes
                    && "ConfigMap".equals(object.text("kind"))
                    && HASH.matcher(name).find()) {
                names.put(name, HASH.matcher(name).replaceFirst(""));
            }
        }
        for (Mapping object : objects) {
            Mapping cut = (Mapping) replaced(object, names);
            if (cut.has("sops")) { // of which the model has the keys alone
                cut = Mapping.of("apiVersion", cut.text("apiVersion"))
                        .put("kind", cut.text("kind"))
                        .put("metadata", cut.child("metadata"))
                        .put("keys", Sequence.of((Object[]) keys(cut)));
            }
            Mapping metadata = cut.child("metadata");
            String identity = cut.text("apiVersion") + " " + cut.text("kind") + " " + metadata.text("namespace") + "/"
                    + metadata.text("name");
            assertThat(byIdentity.put(identity, cut)).as(identity).isNull();
        }
        return byIdentity;
    }

    private static String[] keys(Mapping secret) {
        var keys = new TreeSet<String>();
        for (String field : new String[] {"data", "stringData"}) {
            Mapping values = secret.mapping(field);
            if (values != null) {
                keys.addAll(values.keys());
            }
        }
        return keys.toArray(String[]::new);
    }

    private static Value replaced(Value value, Map<String, String> names) {
        if (value instanceof Mapping mapping) {
            var copy = new Mapping();
            mapping.forEach((key, item) -> copy.put(key, replaced(item, names)));
            return copy;
        }
        if (value instanceof Sequence sequence) {
            var copy = new Sequence();
            sequence.forEach(item -> copy.add(replaced(item, names)));
            return copy;
        }
        String name = names.get(((Leaf) value).text());
        return name == null ? value : Value.ofJava(name);
    }
}
