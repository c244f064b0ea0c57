package features;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two trees of the cluster {@code c}, before and after an edit, out of one file that reads like a diff: what begins with
 * {@code -} is only before, with {@code +} only after, with a space in both, with {@code #} in neither. A line
 * {@code === NAME {…}} begins a Kustomization with what its spec says besides the usual; {@code in: PARENT} has another one apply
 * it; {@code listing: NAME} calls its kustomization.yaml otherwise, and {@code listing: none} leaves that out. A document of kustomize's own kind is what the unit's kustomization.yaml says besides its resources.
 */
public final class TreePair {
    private static final Path FOLDER = Path.of(System.getProperty("espalier.root", "."), "src/test/resources/plans");
    private static final String ROOT = "dist/c";

    private final String name;
    private final String about;
    private final Map<String, String> before;
    private final Map<String, String> after;

    private TreePair(String name, String text) {
        this.name = name;
        var said = new StringBuilder();
        text.lines()
                .filter(line -> line.startsWith("#"))
                .forEach(line -> said.append(line.substring(1).strip()).append('\n'));
        this.about = said.toString();
        this.before = tree(side(text, '-'));
        this.after = tree(side(text, '+'));
    }

    /** A pair that stands in a test. */
    static TreePair of(String name, String text) {
        return new TreePair(name, text);
    }

    /** Every pair there is, by name. */
    public static List<TreePair> all() {
        try (var files = Files.list(FOLDER)) {
            var pairs = new ArrayList<TreePair>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".txt", "");
                pairs.add(new TreePair(name, Files.readString(file)));
            }
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the edit is, in words. */
    public String about() {
        return about;
    }

    /** Files by their paths from the repository's root on. */
    public Map<String, String> before() {
        return before;
    }

    /** Files by their paths from the repository's root on. */
    public Map<String, String> after() {
        return after;
    }

    @Override
    public String toString() {
        return name;
    }

    private static String side(String text, char mark) {
        var side = new StringBuilder();
        text.lines().forEach(line -> {
            if (line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == mark) {
                side.append(line.isEmpty() ? "" : line.substring(1)).append('\n');
            } else if ("-+#".indexOf(line.charAt(0)) < 0) {
                throw new AssertionError("no mark before: " + line);
            }
        });
        return side.toString();
    }

    private static Map<String, String> tree(String text) {
        var files = new TreeMap<String, String>();
        var resources = new TreeMap<String, Sequence>();
        resources.put(ROOT, new Sequence());
        var more = new TreeMap<String, Mapping>();
        var listings = new TreeMap<String, String>();
        String[] units = text.split("(?m)^=== ");
        for (int i = 1; i < units.length; i++) {
            int end = units[i].indexOf('\n');
            String head = units[i].substring(0, end);
            int brace = head.indexOf('{');
            String unit = (brace < 0 ? head : head.substring(0, brace)).strip();
            Mapping says = brace < 0 ? new Mapping() : (Mapping) parse(head.substring(brace));
            String parent = says.text("in") == null ? ROOT : ROOT + "/" + says.text("in");
            put(files, resources, parent, unit + ".yaml", kustomization(unit, says));
            listings.put(ROOT + "/" + unit, says.has("listing") ? says.text("listing") : "kustomization.yaml");
            resources.computeIfAbsent(ROOT + "/" + unit, folder -> new Sequence());
            for (YamlReader.Document document : YamlReader.documents(units[i].substring(end + 1))) {
                Mapping object = (Mapping) document.value();
                if (String.valueOf(object.text("apiVersion")).startsWith("kustomize.config.k8s.io/")) {
                    more.put(ROOT + "/" + unit, object);
                    continue;
                }
                Mapping metadata = object.child("metadata");
                String file = (object.text("kind") + "-" + metadata.text("name")).toLowerCase(java.util.Locale.ROOT);
                String namespace = metadata.text("namespace") == null ? "" : "-" + metadata.text("namespace");
                put(files, resources, ROOT + "/" + unit, file + namespace + ".yaml", object);
            }
        }
        resources.forEach((folder, names) -> {
            Mapping kustomization =
                    Mapping.of("apiVersion", "kustomize.config.k8s.io/v1beta1").put("kind", "Kustomization");
            more.getOrDefault(folder, new Mapping()).forEach(kustomization::put);
            String listing = listings.getOrDefault(folder, "kustomization.yaml");
            if (!listing.equals("none")) {
                files.put(folder + "/" + listing, text(kustomization.put("resources", names)));
            }
        });
        return files;
    }

    private static void put(
            Map<String, String> files, Map<String, Sequence> resources, String folder, String name, Mapping object) {
        files.put(folder + "/" + name, text(object));
        resources.computeIfAbsent(folder, key -> new Sequence()).add(name);
    }

    private static Mapping kustomization(String name, Mapping says) {
        Mapping spec = Mapping.of("interval", "10m");
        says.forEach((key, value) -> {
            if (key.equals("dependsOn")) {
                var needed = new Sequence();
                for (Value each : (Sequence) value) {
                    needed.add(Mapping.of("name", each));
                }
                spec.put(key, needed);
            } else if (!Set.of("in", "path", "listing").contains(key)) {
                spec.put(key, value);
            }
        });
        Mapping own = Mapping.of("kind", "GitRepository").put("name", "flux-system");
        spec.put("path", says.has("path") ? says.text("path") : "./" + ROOT + "/" + name)
                .put("prune", says.has("prune") ? says.get("prune") : true)
                .put("sourceRef", says.has("sourceRef") ? says.get("sourceRef") : own);
        return Mapping.of("apiVersion", "kustomize.toolkit.fluxcd.io/v1")
                .put("kind", "Kustomization")
                .put("metadata", Mapping.of("name", name).put("namespace", "flux-system"))
                .put("spec", spec);
    }

    private static Value parse(String yaml) {
        return YamlReader.documents(yaml).get(0).value();
    }

    private static String text(Value yaml) {
        return new String(YamlWriter.bytes(yaml), StandardCharsets.UTF_8);
    }
}
