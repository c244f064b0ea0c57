package espalier.layout;

import espalier.Node;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code STAGE.yaml} beside {@code STAGE/}, and within it {@code COMPONENT.yaml} beside {@code COMPONENT/}: a Flux
 * Kustomization and the directory that it applies always stand together.
 */
public final class StageLayout {
    private final Order order;
    private final FluxKustomization flux;
    private final String root;
    private final List<FileSpec> files = new ArrayList<>();

    private StageLayout(Order order) {
        this.order = order;
        this.flux = new FluxKustomization(order);
        this.root = "./dist/" + order.cluster().name() + "/";
    }

    /** The files of a cluster, in the order of their paths within each directory. */
    public static List<FileSpec> files(Order order) {
        var layout = new StageLayout(order);
        layout.entry();
        return layout.files;
    }

    private void entry() {
        var resources = new ArrayList<String>();
        resources.add(FluxSystem.FOLDER);
        Node cluster = order.cluster().node();
        var below = new ArrayList<FileSpec>();
        for (Node stage : order.stages()) {
            resources.add(stage.id() + ".yaml");
            below.add(FileSpec.yaml(stage.id() + ".yaml", flux.of(stage, root + stage.id()), stage.origin()));
            stage(stage, below);
        }
        units(order.unitsOf(null), "", resources, below);
        files.add(FileSpec.yaml(KustomizeFile.NAME, KustomizeFile.of(resources), cluster.origin()));
        files.addAll(FluxSystem.files(order.cluster().settings(), cluster.origin()));
        files.addAll(below);
    }

    private void stage(Node stage, List<FileSpec> into) {
        var resources = new ArrayList<String>();
        var below = new ArrayList<FileSpec>();
        units(order.unitsOf(stage), stage.id() + "/", resources, below);
        resources.sort(null);
        into.add(FileSpec.yaml(stage.id() + "/" + KustomizeFile.NAME, KustomizeFile.of(resources), stage.origin()));
        into.addAll(below);
    }

    private void units(List<Unit> units, String folder, List<String> resources, List<FileSpec> into) {
        for (Unit unit : units) {
            String directory = folder + unit.id();
            resources.add(unit.id() + ".yaml");
            Mapping kustomization = flux.of(unit, root + directory);
            into.add(FileSpec.yaml(
                    directory + ".yaml", kustomization, unit.component().origin()));
            into.addAll(UnitDirectory.files(unit, directory));
        }
    }
}
