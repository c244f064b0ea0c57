package espalier.layout;

import espalier.KubernetesObject;
import espalier.Layout;
import espalier.Node;
import espalier.Origin;
import espalier.moves.Moves;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a cluster: where its layout has them, with a {@code kustomization.yaml} in every directory, since Flux would
 * apply whatever stands below one without.
 */
public final class Tree {
    private final Order order;
    private final Layout layout;
    private final Moves moves;
    private final List<FileSpec> files = new ArrayList<>();
    private final Map<String, Set<String>> resources = new HashMap<>();
    private final Map<String, Mapping> kustomizeFiles = new LinkedHashMap<>();

    private Tree(Order order, Moves moves) {
        this.order = order;
        this.moves = moves;
        this.layout = order.cluster().settings().layout();
    }

    /**
     * The files of the cluster that {@code order} is of.
     *
     * @param moves what they say besides for a while
     */
    public static List<FileSpec> files(Order order, Moves moves) {
        var tree = new Tree(order, moves);
        tree.write();
        return tree.files;
    }

    private void write() {
        Node cluster = order.cluster().node();
        if (order.graph().ofKind("FluxInstance").isEmpty()) {
            fluxSystem(cluster);
        }
        for (Node stage : order.stages()) {
            String directory = layout.directory(stage, "");
            kustomization(layout.file(stage, ""), "", stage.kustomizations().get(0));
            directory(directory, stage.origin());
            order.unitsOf(stage).forEach(unit -> unit(unit, directory));
        }
        order.unitsOf(null).forEach(unit -> unit(unit, ""));
        kustomizeFiles.forEach(this::fill);
        refuseTwoOfOnePath();
    }

    /** Where {@code flux bootstrap} writes; an operator of Flux keeps all of that on the cluster, and nothing here. */
    private void fluxSystem(Node cluster) {
        directory("", cluster.origin()).add(FluxSystem.FOLDER);
        // A layout may put components there as well.
        Set<String> listed = directory(
                FluxSystem.FOLDER,
                cluster.origin(),
                FluxSystem.patches(order.cluster().settings()));
        listed.add(FluxSystem.COMPONENTS);
        listed.add(FluxSystem.SYNC);
        files.addAll(FluxSystem.seeds());
    }

    /** Layouts can be anybody's, and which of two files of one path is written last would be chance. */
    private void refuseTwoOfOnePath() {
        var byPath = new HashSet<String>(files.size() * 2);
        for (FileSpec file : files) {
            if (!byPath.add(file.path())) {
                throw new IllegalStateException("the layout " + layout + " puts two files at " + file.path());
            }
        }
    }

    private void unit(Unit unit, String root) {
        Node node = unit.component();
        KubernetesObject kustomization = unit.kustomization();
        if (kustomization != null) {
            kustomization(layout.file(node, unit.part()), root, kustomization);
        }
        String directory = layout.directory(node, unit.part());
        if (node.stage() == node) {
            bundle(unit, directory);
        } else {
            files.addAll(UnitDirectory.files(unit.objects(), directory, node.origin(), moves));
        }
    }

    /** A directory for each component within that of the stage. */
    private void bundle(Unit unit, String directory) {
        var byComponent = new LinkedHashMap<Node, List<KubernetesObject>>();
        for (KubernetesObject object : unit.objects()) {
            Node component = object.owner().unit();
            if (component != null) {
                byComponent.computeIfAbsent(component, key -> new ArrayList<>()).add(object);
            }
        }
        Set<String> listed = directory(directory, unit.component().origin());
        byComponent.forEach((component, objects) -> {
            listed.add(component.id());
            files.addAll(UnitDirectory.files(objects, directory + "/" + component.id(), component.origin(), moves));
        });
    }

    /** Writes {@code object} to {@code path} and lists it, and each directory on the way down from {@code root}. */
    private void kustomization(String path, String root, KubernetesObject object) {
        int slash = path.lastIndexOf('/');
        String directory = slash < 0 ? "" : path.substring(0, slash);
        String listed = path.substring(slash + 1);
        while (true) {
            directory(directory, object.origin()).add(listed);
            if (directory.equals(root)) {
                break;
            }
            int above = directory.lastIndexOf('/');
            listed = directory.substring(above + 1);
            directory = above < 0 ? "" : directory.substring(0, above);
        }
        files.add(FileSpec.of(path, object, moves.written(object)));
    }

    /** What the {@code kustomization.yaml} of {@code path} lists; the file is filled when all is known. */
    private Set<String> directory(String path, Origin origin) {
        return directory(path, origin, KustomizeFile.of(List.of()));
    }

    private Set<String> directory(String path, Origin origin, Mapping file) {
        Set<String> known = resources.get(path);
        if (known != null) {
            return known;
        }
        // Two branches that each add one shall merge; the stages stand in the order of the Java.
        Set<String> made = path.isEmpty() ? new LinkedHashSet<>() : new TreeSet<>();
        resources.put(path, made);
        kustomizeFiles.put(path, file);
        String name = path.isEmpty() ? KustomizeFile.NAME : path + "/" + KustomizeFile.NAME;
        files.add(FileSpec.yaml(name, file, origin));
        return made;
    }

    private void fill(String path, Mapping file) {
        file.put("resources", KustomizeFile.list(resources.getOrDefault(path, Set.of())));
    }
}
