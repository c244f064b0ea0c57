package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.WholeNumber;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Disruption budgets that never let a pod go, so that the drain of a node waits for ever. */
final class DisruptionBudgets {
    private final List<Pod> pods;
    private final Scaling scaling;

    private DisruptionBudgets(List<Pod> pods, Scaling scaling) {
        this.pods = pods;
        this.scaling = scaling;
    }

    static void check(ObjectGraph graph, List<Pod> pods, Scaling scaling) {
        var budgets = new DisruptionBudgets(pods, scaling);
        for (KubernetesObject budget : graph.ofKind("PodDisruptionBudget")) {
            Mapping spec = budget.body().mapping("spec");
            if (spec != null && budget.apiVersion().startsWith("policy/")) {
                budgets.check(budget, spec);
            }
        }
    }

    private void check(KubernetesObject budget, Mapping spec) {
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            budget.error(
                    Soundness.CONTRADICTION,
                    "Tried to give " + budget
                            + " both minAvailable and maxUnavailable, but the API server takes only one",
                    "keep one of the two");
            return;
        }
        Long total = total(budget, spec.mapping("selector"));
        String kept = spec.text("minAvailable");
        String gone = spec.text("maxUnavailable");
        if (gone != null && (gone.equals("0") || gone.equals("0%"))) {
            blocked(budget, "let no pod be unavailable (maxUnavailable " + gone + ")");
        } else if (kept != null && kept.equals("100%")) {
            blocked(budget, "keep all pods (minAvailable 100%)");
        } else if (kept != null && total != null && total > 0 && needed(kept, total) >= total) {
            blocked(budget, "keep " + kept + " of " + total + (total == 1 ? " pod" : " pods"));
        }
    }

    /** Kubernetes rounds a share up. */
    private static long needed(String kept, long total) {
        if (kept.endsWith("%")) {
            Long share = WholeNumber.parse(kept.substring(0, kept.length() - 1));
            return share == null ? 0 : (share * total + 99) / 100;
        }
        Long number = WholeNumber.parse(kept);
        return number == null ? 0 : number;
    }

    /** The least number of pods that the budget is about; null where it cannot be known. */
    private @Nullable Long total(KubernetesObject budget, @Nullable Mapping selector) {
        if (selector == null || selector.has("matchExpressions")) {
            return null;
        }
        Mapping labels = selector.mapping("matchLabels");
        if (labels == null || labels.isEmpty()) {
            return null;
        }
        long total = 0;
        for (Pod pod : pods) {
            if (pod.object().namespace().equals(budget.namespace()) && matches(pod, labels)) {
                Scaling.Range range = scaling.of(pod.object());
                if (range == null) {
                    return null;
                }
                total += range.least();
            }
        }
        return total;
    }

    private static boolean matches(Pod pod, Mapping labels) {
        Mapping metadata = pod.template().mapping("metadata");
        Mapping found = metadata == null ? null : metadata.mapping("labels");
        for (int i = 0; i < labels.size(); i++) {
            if (found == null
                    || !(labels.valueAt(i) instanceof Leaf leaf)
                    || !leaf.text().equals(found.text(labels.keyAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static void blocked(KubernetesObject budget, String what) {
        budget.error(
                Soundness.EVICTION_BLOCKED,
                "Tried to " + what + " by " + budget
                        + ", but then none can ever be moved, and the drain of its node waits" + " for ever",
                "run one more pod than are kept, take the budget away, or waive this where a person moves them");
    }
}
