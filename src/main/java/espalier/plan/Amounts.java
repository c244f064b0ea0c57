package espalier.plan;

import espalier.Identity;
import java.util.List;

/** What a workload is given less of: pods, memory, processor, space. */
final class Amounts {
    private static final List<String> REPLICAS = List.of("replicas", "replicaCount");

    private Amounts() {}

    static void judge(Change change, Dangers dangers) {
        Placed after = change.after();
        if (after == null) {
            return;
        }
        Identity object = change.identity();
        for (LeafChange leaf : change.leaves()) {
            boolean isCount = REPLICAS.contains(leaf.last())
                    && (leaf.under("values") || leaf.keys().equals(List.of("spec", "replicas")));
            if (isCount && leaf.becomes("0")) {
                dangers.add(Danger.Sort.SCALED_TO_ZERO, object, leaf.path() + " is 0: no pod runs");
            }
            if (leaf.under("resources") && (leaf.under("limits") || leaf.under("requests"))) {
                lessOf(leaf, object, dangers);
            }
        }
    }

    private static void lessOf(LeafChange leaf, Identity object, Dangers dangers) {
        String was = leaf.before();
        String is = leaf.after();
        Quantity before = was == null ? null : Quantity.parse(was);
        Quantity after = is == null ? null : Quantity.parse(is);
        if (before != null
                && after != null
                && after.compareTo(before) < 0
                && !leaf.last().equals("storage")) {
            dangers.add(Danger.Sort.RESOURCES_DOWN, object, leaf.path() + ": " + before + " → " + after);
        }
    }
}
