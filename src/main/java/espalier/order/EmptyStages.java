package espalier.order;

import espalier.Node;
import espalier.Stage;
import espalier.rules.Ordering;

/**
 * Stages without an object. Flux takes them and calls them ready at once, so that the cluster is written all the same; but
 * whoever made one meant something by it.
 */
final class EmptyStages {
    private EmptyStages() {}

    static void find(Order order) {
        Node cluster = order.cluster().node();
        for (Node stage : cluster.children()) {
            // Where a statement did not run, it may be the one that fills the stage.
            boolean empty =
                    stage.construct() instanceof Stage own && order.unitsIn(own).isEmpty();
            if (empty && !stage.holdsIncomplete() && !cluster.isIncomplete()) {
                String found = stage.children().isEmpty()
                        ? "no component is made in it"
                        : "no component in it makes an object";
                stage.findings()
                        .report(
                                Ordering.EMPTY_STAGE,
                                stage,
                                stage.origin(),
                                "Tried to write the stage " + stage.path() + ", but " + found
                                        + ", so that Flux has nothing to apply and calls it ready at once",
                                "make a component in it, or take the stage away");
            }
        }
    }
}
