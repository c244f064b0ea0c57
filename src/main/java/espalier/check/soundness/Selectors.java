package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions of selectors that the API server refuses, and workloads that select nothing. */
final class Selectors {
    private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");

    /** These have no selector with expressions, or one that is none of ours. */
    private static final Set<String> OPAQUE = Set.of(
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "Service",
            "PersistentVolume",
            "HTTPRoute",
            "Ingress",
            "Kustomization",
            "HelmRelease",
            "HelmChart",
            "CustomResourceDefinition");

    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector");

    private final KubernetesObject object;

    private Selectors(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        for (Pod pod : pods) {
            if (WORKLOADS.contains(pod.object().kind()) && pod.template().mapping("spec") != null) {
                new Selectors(pod.object()).own();
            }
        }
        for (KubernetesObject object : graph.holding(Content.EXPRESSIONS)) {
            if (!OPAQUE.contains(object.kind())) {
                new Selectors(object).find(object.body());
            }
        }
    }

    private void own() {
        Value selector = SELECTOR.in(object.body());
        boolean empty = !(selector instanceof Mapping mapping)
                || isEmpty(mapping.mapping("matchLabels"))
                        && (mapping.sequence("matchExpressions") == null
                                || mapping.sequence("matchExpressions").isEmpty());
        if (empty) {
            object.error(
                    Soundness.SELECTOR,
                    "Tried to make " + object
                            + " without a selector, but the API server wants to know which pods are its" + " own",
                    "select the labels that its template gives the pods");
        }
    }

    private static boolean isEmpty(@Nullable Mapping labels) {
        return labels == null || labels.isEmpty();
    }

    private void find(Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                Value child = mapping.valueAt(i);
                if (child instanceof Sequence expressions && mapping.keyAt(i).equals("matchExpressions")) {
                    for (Value expression : expressions) {
                        if (expression instanceof Mapping one) {
                            expression(one);
                        }
                    }
                } else if (!(child instanceof Leaf)) {
                    find(child);
                }
            }
        } else if (value instanceof Sequence sequence) {
            for (Value child : sequence) {
                if (!(child instanceof Leaf)) {
                    find(child);
                }
            }
        }
    }

    private void expression(Mapping expression) {
        String key = expression.text("key");
        String operator = expression.text("operator");
        Sequence values = expression.sequence("values");
        int count = values == null ? 0 : values.size();
        if (key == null || operator == null) {
            refuse(expression, "it needs a key and an operator", "add what is missing");
        } else if (!OPERATORS.contains(operator)) {
            refuse(expression, "there are only the operators " + String.join(", ", OPERATORS), "take one of those");
        } else if (operator.endsWith("In") && count == 0) {
            refuse(
                    expression,
                    operator + " needs values to compare with",
                    "add values, or take Exists or DoesNotExist");
        } else if (operator.endsWith("Exist") || operator.equals("Exists")) {
            if (count > 0) {
                refuse(expression, operator + " takes no values", "leave values away, or take In or NotIn");
            }
        } else if ((operator.equals("Gt") || operator.equals("Lt")) && count != 1) {
            refuse(expression, operator + " takes one value", "give it one number");
        }
    }

    private void refuse(Mapping expression, String why, String fix) {
        object.error(Soundness.SELECTOR, "Tried to select by " + expression + " in " + object + ", but " + why, fix);
    }
}
