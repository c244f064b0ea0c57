package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Rule;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashMap;
import java.util.Map;

/** Things of which a cluster has one: the default storage class. */
final class ScarceThings {
    private static final FieldPath DEFAULT_CLASS =
            FieldPath.of("metadata", "annotations", "storageclass.kubernetes.io/is-default-class");

    private final Map<String, KubernetesObject> taken = new HashMap<>();

    private ScarceThings() {}

    static void check(ObjectGraph graph) {
        var scarce = new ScarceThings();
        graph.ofKind("StorageClass").forEach(scarce::defaultClass);
    }

    private void defaultClass(KubernetesObject storageClass) {
        if (DEFAULT_CLASS.in(storageClass.body()) instanceof Leaf leaf
                && leaf.text().equals("true")) {
            claim("the place of the default storage class", Scarcity.DEFAULT_CLASS_TAKEN, storageClass);
        }
    }

    private void claim(String thing, Rule rule, KubernetesObject object) {
        KubernetesObject other = taken.putIfAbsent(thing, object);
        if (other != null) {
            object.error(
                    rule,
                    "Tried to give " + object + " " + thing + ", but " + other + " has it, made at " + other.origin(),
                    "choose another for one of the two");
        }
    }
}
