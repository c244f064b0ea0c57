package espalier;

import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers of one cluster, at most one for each question. */
final class Platform {
    private final Node root;
    private final List<Answer> answers = new ArrayList<>(4);

    Platform(Node root) {
        this.root = root;
    }

    void add(@Nullable Answer answer) {
        if (answer == null) {
            Setting.reportNull(root, "an answer of the platform");
            return;
        }
        for (Class<?> question : questions(answer.getClass())) {
            Answer before = of(question);
            if (before != null) {
                reportTwice(question, before, answer);
                return;
            }
        }
        answers.add(answer);
    }

    <A extends Answer> @Nullable A answer(Class<A> question) {
        return question.cast(of(question));
    }

    private @Nullable Answer of(Class<?> question) {
        for (Answer answer : answers) {
            if (question.isInstance(answer)) {
                return answer;
            }
        }
        return null;
    }

    private void reportTwice(Class<?> question, Answer first, Answer second) {
        root.findings()
                .report(
                        Construction.SETTING_TWICE,
                        root,
                        Origin.here(),
                        "Tried to answer " + question.getSimpleName() + " of " + root.path() + with(second)
                                + ", but it is answered already" + with(first) + "; a question has one answer",
                        "keep one of the two");
    }

    private static String with(Answer answer) {
        if (answer instanceof Scope scope) {
            return " with " + scope.node().path();
        }
        // A lambda has no name that anybody wrote.
        String name = answer.getClass().isHidden() ? "" : answer.getClass().getSimpleName();
        return name.isEmpty() ? "" : " with " + name;
    }

    /** The interfaces that are a question, of {@code type} and of all that it is made of. */
    private static Set<Class<?>> questions(Class<?> type) {
        var found = new LinkedHashSet<Class<?>>(2);
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            collect(at, found);
        }
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        for (Class<?> parent : type.getInterfaces()) {
            if (parent == Answer.class) {
                found.add(type);
            } else if (Answer.class.isAssignableFrom(parent)) {
                collect(parent, found);
            }
        }
    }
}
