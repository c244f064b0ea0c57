package espalier.order;

import espalier.Node;

/** Stages without an object: kustomize refuses a directory that holds nothing, and Flux would never call the stage ready. */
final class EmptyStages {
    private EmptyStages() {}

    static void find(Order order) {
        Node cluster = order.cluster().node();
        for (Node stage : order.stages()) {
            // Where a statement did not run, it may be the one that fills the stage.
            if (order.unitsOf(stage).isEmpty() && !stage.holdsBroken() && !cluster.isBroken()) {
                String found = stage.children().isEmpty()
                        ? "no component is made in it"
                        : "no component in it makes an object";
                stage.findings()
                        .error(
                                "empty-stage",
                                stage,
                                "Tried to write the stage " + stage.path() + ", but " + found
                                        + ", and kustomize refuses an empty directory",
                                "make a component in it, or take the stage away");
            }
        }
    }
}
