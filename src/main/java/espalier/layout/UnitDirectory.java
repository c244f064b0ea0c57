package espalier.layout;

import espalier.KubernetesObject;
import espalier.Origin;
import espalier.Verbatim;
import espalier.moves.Moves;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The directory of a component, or of a part of it: a file per object, called by its kind, or by kind and name where there are several of that kind.
 */
final class UnitDirectory {
    private final String folder;
    private final List<KubernetesObject> objects;
    private final Origin origin;
    private final Moves moves;
    private final Map<String, FileSpec> files = new TreeMap<>();
    private final List<Mapping> generators = new ArrayList<>();
    private final Sequence patches = new Sequence();

    private UnitDirectory(List<KubernetesObject> objects, String folder, Origin origin, Moves moves) {
        this.objects = objects;
        this.moves = moves;
        this.folder = folder;
        this.origin = origin;
    }

    /** The files of {@code objects} in {@code folder}, which exists because of {@code origin}. */
    static List<FileSpec> files(List<KubernetesObject> objects, String folder, Origin origin, Moves moves) {
        var applied = new ArrayList<KubernetesObject>(objects.size());
        for (KubernetesObject object : objects) {
            if (object.carrier() == null && !moves.removes(object)) {
                applied.add(object);
            }
        }
        var directory = new UnitDirectory(applied, folder, origin, moves);
        directory.write();
        return directory.all();
    }

    private void write() {
        var count = new HashMap<String, Integer>();
        for (KubernetesObject object : objects) {
            count.merge(object.kind(), 1, Integer::sum);
        }
        var ofOneName = new HashMap<String, Integer>();
        for (KubernetesObject object : objects) {
            if (count.getOrDefault(object.kind(), 0) > 1 && !object.namespace().isEmpty()) {
                ofOneName.merge(object.kind() + "/" + object.name(), 1, Integer::sum);
            }
        }
        for (KubernetesObject object : objects) {
            if (object.isHashSuffixed()) {
                generate(object);
            } else {
                String kind = object.kind().toLowerCase(Locale.ROOT);
                boolean several = count.getOrDefault(object.kind(), 0) > 1;
                String name = several ? kind + "-" + fileName(object.name()) : kind;
                boolean isApart = several && ofOneName.getOrDefault(object.kind() + "/" + object.name(), 0) > 1;
                put(object, isApart ? name + "-" + fileName(object.namespace()) : name);
            }
        }
    }

    /** Objects of one kind and name differ in their namespace; kinds of one name in their group. */
    private void put(KubernetesObject object, String name) {
        String free = name;
        if (files.containsKey(free + ".yaml") || free.equals("kustomization")) {
            free = name + "-" + fileName(object.namespace().isEmpty() ? object.name() : object.namespace());
        }
        for (int i = 2; files.containsKey(free + ".yaml"); i++) {
            free = name + "-" + i;
        }
        String path = folder + "/" + free + ".yaml";
        Verbatim verbatim = object.verbatim();
        if (verbatim == null) {
            files.put(free + ".yaml", FileSpec.of(path, object, moves.written(object)));
        } else {
            files.put(free + ".yaml", FileSpec.verbatim(path, verbatim.text(), object));
            patch(object, verbatim.changes(moves.written(object)));
        }
    }

    /** What is said beyond a file that nobody may touch, kustomize says when it builds the directory. */
    private void patch(KubernetesObject object, Mapping changes) {
        if (changes.isEmpty()) {
            return;
        }
        Mapping metadata = Mapping.of("name", object.name()).put("namespace", object.namespace());
        changes.child("metadata").forEach(metadata::put);
        Mapping patch = Mapping.of("apiVersion", object.apiVersion())
                .put("kind", object.kind())
                .put("metadata", metadata);
        patches.add(Mapping.of("patch", YamlWriter.text(patch)));
    }

    private static String fileName(String name) {
        return name.replace(':', '-').replace('/', '-');
    }

    /** kustomize makes the ConfigMap of plain files, which people and programs can read as what they are. */
    private void generate(KubernetesObject object) {
        var sources = new Sequence();
        Mapping data = object.body().child("data");
        for (int i = 0; i < data.size(); i++) {
            String key = data.keyAt(i);
            boolean taken = files.containsKey(key) || isKustomization(key);
            String file = taken ? object.name() + "-" + key : key;
            String text = data.valueAt(i) instanceof Leaf leaf ? leaf.text() : "";
            files.put(file, FileSpec.text(folder + "/" + file, text, object));
            sources.add(file.equals(key) ? key : key + "=" + file);
        }
        var generator = Mapping.of("name", object.name()).putIfAny("namespace", object.namespace());
        generator.put("files", sources);
        Mapping metadata = moves.written(object).child("metadata");
        var options = new Mapping()
                .putIfAny("labels", metadata.get("labels"))
                .putIfAny("annotations", metadata.get("annotations"));
        generators.add(generator.putIfAny("options", options));
    }

    /** kustomize takes any of these for the description of the directory. */
    private static boolean isKustomization(String file) {
        return file.equals(KustomizeFile.NAME) || file.equals("kustomization.yml") || file.equals("Kustomization");
    }

    private List<FileSpec> all() {
        var resources = new ArrayList<String>();
        files.forEach((name, file) -> {
            if (file.yaml() != null || file.isEncrypted()) {
                resources.add(name);
            }
        });
        var kustomization = KustomizeFile.of(resources);
        if (!generators.isEmpty()) {
            kustomization.put("configMapGenerator", generators);
        }
        if (!patches.isEmpty()) {
            kustomization.put("patches", patches);
        }
        var all = new ArrayList<FileSpec>(files.size() + 1);
        all.add(FileSpec.yaml(folder + "/" + KustomizeFile.NAME, kustomization, origin));
        all.addAll(files.values());
        return all;
    }
}
