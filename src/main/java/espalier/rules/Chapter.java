package espalier.rules;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules about one subject.
 *
 * @param holder the class that holds them as constants
 * @param about what they are about, as a heading
 */
public record Chapter(Class<?> holder, String about) {

    /** Its rules, in the order in which they are written there. */
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (Field field : holder.getDeclaredFields()) {
            Rule rule = rule(field);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** The constant that holds {@code rule}, as Java names it: {@code References.REFERENCE_MISSING}; null for another's. */
    public @Nullable String constant(Rule rule) {
        for (Field field : holder.getDeclaredFields()) {
            if (rule.equals(rule(field))) {
                return holder.getSimpleName() + "." + field.getName();
            }
        }
        return null;
    }

    private static @Nullable Rule rule(Field field) {
        if (field.getType() != Rule.class || !Modifier.isStatic(field.getModifiers())) {
            return null;
        }
        try {
            return (Rule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a rule is not public: " + field, e);
        }
    }
}
