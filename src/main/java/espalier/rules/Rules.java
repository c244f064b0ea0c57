package espalier.rules;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** All rules of the compiler, for those who list or explain them. */
public final class Rules {
    private static final List<Class<?>> CHAPTERS = List.of(
            Construction.class,
            References.class,
            Ordering.class,
            Ownership.class,
            Scarcity.class,
            Soundness.class,
            Output.class);

    private Rules() {}

    /** The classes that hold them, in the order in which a cluster is compiled. */
    public static List<Class<?>> chapters() {
        return CHAPTERS;
    }

    /** The rules of one chapter, in the order in which they are written there. */
    public static List<Rule> of(Class<?> chapter) {
        var rules = new ArrayList<Rule>();
        for (Field field : chapter.getDeclaredFields()) {
            if (field.getType() == Rule.class && Modifier.isStatic(field.getModifiers())) {
                try {
                    rules.add((Rule) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("a rule is not public: " + field, e);
                }
            }
        }
        return rules;
    }

    /** All of them. */
    public static List<Rule> all() {
        var rules = new ArrayList<Rule>();
        for (Class<?> chapter : CHAPTERS) {
            rules.addAll(of(chapter));
        }
        return rules;
    }
}
