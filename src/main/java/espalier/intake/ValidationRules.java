package espalier.intake;

import espalier.json.JsonLine;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** The rules in CEL that a custom resource definition has for a place. */
final class ValidationRules {
    private static final String[] KEPT = {"rule", "message", "messageExpression", "fieldPath", "optionalOldSelf"};

    private ValidationRules() {}

    /** A draft for each rule of {@code schema} that holds for a new object as well as for a changed one. */
    static List<Draft> of(Mapping schema) {
        Sequence rules = schema.sequence("x-kubernetes-validations");
        var drafts = new ArrayList<Draft>(0);
        if (rules != null) {
            for (Value value : rules) {
                if (value instanceof Mapping rule && holdsForNew(rule)) {
                    var kept = new Mapping();
                    for (String key : KEPT) {
                        kept.putIfAny(key, rule.get(key));
                    }
                    drafts.add(new Draft(JsonLine.text(kept)));
                }
            }
        }
        return drafts;
    }

    /** What an object was before is known to the API server alone. */
    private static boolean holdsForNew(Mapping rule) {
        return rule.get("rule") instanceof Leaf text
                && (!text.text().contains("oldSelf") || KindDrafts.isTrue(rule, "optionalOldSelf"));
    }
}
