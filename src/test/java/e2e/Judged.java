package e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mistake and what was said of it.
 *
 * @param kind of the object, with its API version
 * @param object with the mistake in it
 * @param broken the rules of the compiler that it breaks
 * @param answer the server's, to a new object
 * @param change the server's, to a change of an object that is there already; null where that was not asked
 */
record Judged(
        String kind,
        Site site,
        Mistake mistake,
        ObjectNode object,
        List<String> broken,
        Answer answer,
        @Nullable Answer change) {
    /** Whether the server refuses such an object. */
    boolean refused() {
        return !answer.ok();
    }

    /** Whether the compiler does. */
    boolean found() {
        return !broken.isEmpty();
    }

    Judged changed(Answer answered) {
        return new Judged(kind, site, mistake, object, broken, answer, answered);
    }

    /** What it is, the same for all objects of the kind. */
    String line() {
        return kind + " " + site.pattern() + ": " + mistake.words();
    }
}
