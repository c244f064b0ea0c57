package espalier.schema;

import espalier.cel.Expressions;
import espalier.cel.Outcome;
import espalier.rules.Schemas;
import espalier.schema.SchemaGaps.OfRule;
import espalier.schema.Shape.Branches;
import espalier.schema.Shape.Choice;
import espalier.schema.Shape.Fields;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules in CEL that the definition of a kind has, wherever an object has something that one of them is about. Used by
 * one thread, for an object in which nothing else is wrong: the API server asks no rule about others either.
 *
 * <p>Where nothing applies, no class of the library is loaded.
 */
final class RuleCheck {
    private static final int LONGEST = 160;

    private final Seen seen = new Seen();
    private final RuleValues values = new RuleValues(seen);
    private final Place place = new Place();
    private final Complaints complaints;
    private final List<OfRule> unchecked = new ArrayList<>(0);
    private final String kind;

    /**
     * @param subject the object, for messages
     * @param kind for what could not be checked
     */
    RuleCheck(Object subject, String kind) {
        this.complaints = new Complaints(subject, place);
        this.kind = kind;
    }

    /**
     * What breaks a rule.
     *
     * @param whole the object, with its {@link Defaults} filled in
     */
    List<Problem> check(Mapping whole, Shape root) {
        value(whole, root);
        return complaints.all();
    }

    /** The rules on which nothing can be said. */
    List<OfRule> unchecked() {
        return unchecked;
    }

    private void value(Value value, Shape shape) {
        if (!shape.hasBelow() || Leaves.isNull(value)) {
            return;
        }
        Fields fields = shape.fields();
        if (!fields.rules.isEmpty()) {
            rules(fields.rules, value, shape);
        }
        for (Branches branches : fields.branches) {
            if (branches.choice() == Choice.ALL) {
                branches.shapes().forEach(part -> value(value, part));
            }
        }
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                Shape field = fields.get(key);
                below(shape, key, -1, mapping.valueAt(i), field == null ? fields.element : field);
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                below(shape, "", i, sequence.get(i), fields.element);
            }
        }
    }

    private void below(Shape holder, String key, int position, Value value, @Nullable Shape shape) {
        if (shape == null) {
            return;
        }
        if (position < 0) {
            place.enter(holder, key);
        } else {
            place.enter(holder, position, value);
        }
        value(value, shape);
        place.leave();
    }

    private void rules(List<Mapping> rules, Value value, Shape shape) {
        Object self = values.of(value, shape);
        for (Mapping rule : rules) {
            seen.reset();
            Outcome outcome = Expressions.evaluate(String.valueOf(rule.text("rule")), self);
            if (seen.isSeen() || RuleValues.isReplaced(value)) {
                leaveOut(rule, "it reads a text in whose place Flux puts another");
            } else if (outcome.obstacle() != null) {
                leaveOut(rule, "it cannot be evaluated here: " + outcome.obstacle());
            } else if (outcome.error() != null) {
                complain(rule, "a rule of its kind cannot be evaluated on it: " + outcome.error());
            } else if (!Boolean.TRUE.equals(outcome.value())) {
                complain(rule, "a rule of its kind " + message(rule, self));
            }
        }
    }

    private void leaveOut(Mapping rule, String why) {
        String words = rule.text("message") != null ? rule.text("message") : rule.text("rule");
        unchecked.add(new OfRule(kind + ": " + onOneLine(words), onOneLine(why)));
    }

    private void complain(Mapping rule, String what) {
        FieldPath path = RulePath.below(place.path(), rule.text("fieldPath"));
        complaints.other(Schemas.RULE, path, what, "make this hold there: " + onOneLine(rule.text("rule")));
    }

    /** The rule's own words, computed or fixed, or that it has none. */
    private static String message(Mapping rule, Object self) {
        String expression = rule.text("messageExpression");
        Object computed = expression == null
                ? null
                : Expressions.evaluate(expression, self).value();
        if (computed instanceof String text && !text.isBlank() && text.strip().indexOf('\n') < 0) {
            return "says: " + text.strip();
        }
        String message = rule.text("message");
        return message != null && !message.isBlank() ? "says: " + message.strip() : "does not hold";
    }

    private static String onOneLine(@Nullable String text) {
        var line = new StringBuilder();
        for (String word : String.valueOf(text).split("\\s+")) {
            line.append(line.length() == 0 || word.isEmpty() ? "" : " ").append(word);
        }
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line.toString();
    }
}
