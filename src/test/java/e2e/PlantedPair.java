package e2e;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.plan.Planner;
import espalier.plan.telling.PlanJson;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import features.TreePair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A pair of trees in a place of its own, so that many stand in one cluster: its namespaces and what belongs to no namespace carry its
 * name behind theirs, Flux's objects among them.
 */
final class PlantedPair {
    private static final Set<String> NAMESPACES = Set.of("namespace", "targetNamespace", "storageNamespace");
    private static final Set<String> WITHOUT_NAMESPACE =
            Set.of("Namespace", "StorageClass", "ClusterRole", "ClusterRoleBinding");

    private final TreePair pair;
    private final String source;
    private final Map<String, String> born;
    private final Map<String, String> before;
    private final Map<String, String> after;

    /** @param source the namespace of what Flux fetches it from */
    PlantedPair(TreePair pair, String source) {
        this.pair = pair;
        this.source = source;
        this.before = planted(pair.before(), false);
        this.born = planted(pair.before(), true);
        this.after = planted(pair.after(), false);
    }

    String name() {
        return pair.toString();
    }

    String about() {
        return pair.about().strip().replace('\n', ' ');
    }

    /** The tree before, with nothing suspended, so that it comes to life. */
    Map<String, String> born() {
        return born;
    }

    Map<String, String> before() {
        return before;
    }

    Map<String, String> after() {
        return after;
    }

    String directory() {
        return "dist/" + name();
    }

    AppliedTree treeBefore() {
        return AppliedTree.of(TreeFiles.of(before), directory());
    }

    AppliedTree treeAfter() {
        return AppliedTree.of(TreeFiles.of(after), directory());
    }

    /** What {@code espalier diff --output json} says of it. */
    Mapping plan() {
        return new PlanJson(step -> null).of(Planner.plan("c", treeBefore(), treeAfter()));
    }

    /** As the pair itself calls it. */
    String plain(String text) {
        return text.replace("-" + name(), "");
    }

    String fluxNamespace() {
        return there("flux-system");
    }

    /** A name where this pair stands. */
    String there(String name) {
        return name + "-" + name();
    }

    /** All objects of both trees, those of the tree after first. */
    Map<Identity, Mapping> objects() {
        var objects = new LinkedHashMap<>(treeAfter().objects());
        treeBefore().objects().forEach(objects::putIfAbsent);
        return objects;
    }

    /** The charts of both trees, each with its version behind it. */
    Set<String> charts() {
        var charts = new TreeSet<String>();
        for (AppliedTree tree : List.of(treeBefore(), treeAfter())) {
            tree.objects().values().forEach(object -> {
                if ("HelmRelease".equals(object.text("kind"))) {
                    Mapping chart = object.child("spec").child("chart").child("spec");
                    charts.add(chart.text("chart") + " " + chart.text("version"));
                }
            });
        }
        return charts;
    }

    /** What must be there before Flux begins, and is in neither tree: namespaces, classes, and repositories of charts. */
    String surroundings(String charts) {
        var namespaces = new TreeSet<String>();
        var classes = new TreeSet<String>();
        var repositories = new TreeSet<String>();
        Map<Identity, Mapping> objects = objects();
        for (Mapping object : objects.values()) {
            mentions(object, NAMESPACES, namespaces);
            mentions(object, Set.of("storageClassName"), classes);
            if ("HelmRelease".equals(object.text("kind"))) {
                Mapping source =
                        object.child("spec").child("chart").child("spec").child("sourceRef");
                repositories.add("{name: " + source.text("name") + ", namespace: "
                        + object.child("metadata").text("namespace") + "}");
            }
        }
        Map<Identity, Mapping> early = treeBefore().objects();
        namespaces.removeIf(each -> {
            Identity identity = Identity.of("", "Namespace", "", each);
            return objects.containsKey(identity) && !early.containsKey(identity);
        });
        classes.removeIf(each -> objects.containsKey(Identity.of("storage.k8s.io", "StorageClass", "", each)));
        var yaml = new StringBuilder();
        namespaces.forEach(
                each -> yaml.append("{apiVersion: v1, kind: Namespace, metadata: {name: " + each + "}}\n---\n"));
        classes.forEach(
                each -> yaml.append(
                        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: " + each
                                + "}, provisioner: example.com/disk, reclaimPolicy: Delete, allowVolumeExpansion: true}\n---\n"));
        repositories.forEach(
                each -> yaml.append("{apiVersion: source.toolkit.fluxcd.io/v1, kind: HelmRepository, metadata: " + each
                        + ", spec: {url: \"" + charts + "\", interval: 1h}}\n---\n"));
        return yaml.toString();
    }

    /** The Kustomization that applies it all. */
    String entry() {
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: flux-system, namespace: %s}
                spec:
                  interval: 1h
                  path: ./%s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: %s}
                """.formatted(fluxNamespace(), directory(), source);
    }

    private static void mentions(Value value, Set<String> keys, Set<String> into) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> {
                if (keys.contains(key) && child instanceof Leaf leaf) {
                    into.add(leaf.text());
                }
                mentions(child, keys, into);
            });
        } else if (value instanceof Sequence items) {
            items.forEach(item -> mentions(item, keys, into));
        }
    }

    private Map<String, String> planted(Map<String, String> files, boolean awake) {
        var planted = new TreeMap<String, String>();
        files.forEach((path, text) -> {
            Mapping object = (Mapping) YamlReader.documents(text).get(0).value();
            if (object.mapping("metadata") != null && WITHOUT_NAMESPACE.contains(object.text("kind"))) {
                Mapping metadata = object.child("metadata");
                metadata.put("name", there(String.valueOf(metadata.text("name"))));
            }
            boolean unit = "kustomize.toolkit.fluxcd.io/v1".equals(object.text("apiVersion"));
            if (awake && (unit || "HelmRelease".equals(object.text("kind")))) {
                object.child("spec").remove("suspend");
            }
            Mapping moved = (Mapping) moved(object);
            if (unit) {
                moved.child("spec").child("sourceRef").put("namespace", source);
            }
            planted.put(path.replaceFirst("^dist/c/", directory() + "/"), YamlWriter.text(moved));
        });
        return planted;
    }

    private Value moved(Value value) {
        if (value instanceof Mapping mapping) {
            var copy = new Mapping();
            mapping.forEach((key, child) -> copy.put(key, moved(key, child)));
            return copy;
        }
        if (value instanceof Sequence items) {
            var copy = new Sequence();
            items.forEach(item -> copy.add(moved(item)));
            return copy;
        }
        return value;
    }

    private Value moved(String key, Value value) {
        if (!(value instanceof Leaf leaf)) {
            return moved(value);
        }
        String text = leaf.text();
        if (NAMESPACES.contains(key) || key.equals("storageClassName")) {
            return Scalar.of(there(text));
        }
        return key.equals("path") ? Scalar.of(text.replace("./dist/c/", "./" + directory() + "/")) : value;
    }
}
