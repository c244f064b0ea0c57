package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/** Variables with two values, or with one that is no text. */
final class VariableValues {
    private VariableValues() {}

    static void check(Pod pod) {
        for (Mapping container : pod.containers()) {
            Sequence env = container.sequence("env");
            for (int i = 0; env != null && i < env.size(); i++) {
                if (env.get(i) instanceof Mapping variable && !isSound(variable)) {
                    tell(pod.object(), variable, Part.container(container, pod.object()));
                }
            }
        }
    }

    private static boolean isSound(Mapping variable) {
        Mapping source = variable.mapping("valueFrom");
        Value value = variable.get("value");
        return source == null
                ? !(value instanceof Leaf text) || text.isString()
                : source.size() == 1
                        && !(value instanceof Leaf leaf && !leaf.text().isEmpty());
    }

    private static void tell(KubernetesObject object, Mapping variable, Part where) {
        Mapping source = variable.mapping("valueFrom");
        Value value = variable.get("value");
        String what = "the variable " + variable.text("name") + " of " + where;
        if (source != null && value instanceof Leaf leaf && !leaf.text().isEmpty()) {
            object.error(
                    Soundness.VARIABLE_VALUE,
                    "Tried to set " + what + " to \"" + leaf.text()
                            + "\" and from elsewhere, but the API server takes only" + " one of value and valueFrom",
                    "keep one of the two");
        } else if (source != null && source.size() != 1) {
            object.error(
                    Soundness.VARIABLE_VALUE,
                    "Tried to set " + what + " from "
                            + (source.isEmpty() ? "nowhere" : String.join(" and ", source.keys()))
                            + ", but valueFrom names one source",
                    "name one");
        } else if (value instanceof Leaf leaf
                && !leaf.isString()
                && !leaf.text().equals("null")) {
            object.error(
                    Soundness.VARIABLE_VALUE,
                    "Tried to set " + what + " to " + leaf.text() + ", but a variable's value must be text",
                    "put it in quotes");
        }
    }
}
