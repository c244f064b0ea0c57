package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;

/**
 * Fields without a value: somebody gave a construct a null. Objects from elsewhere are full of them, which means nothing, and
 * among a chart's values they mean something.
 */
final class NullValues {
    private static final FieldPath CHART_VALUES = FieldPath.of("spec", "values");

    private final KubernetesObject object;

    private NullValues(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.holding(Content.NULL)) {
            if (!object.isRaw()) {
                new NullValues(object).find(object.body(), FieldPath.ROOT);
            }
        }
    }

    private void find(Value value, FieldPath path) {
        if (object.kind().equals("HelmRelease") && path.equals(CHART_VALUES)) {
            return;
        }
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> find(child, path.field(key)));
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                find(sequence.get(i), path.index(i));
            }
        } else if (value instanceof Scalar scalar && scalar.isNull()) {
            String message = "Tried to write " + path + " of " + object + ", but its value is null";
            object.owner()
                    .findings()
                    .report(Soundness.NULL_VALUE, object, message, "give it a value where the construct is made");
        }
    }
}
