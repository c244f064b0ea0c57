package e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One mistake and what was said of it.
 *
 * @param kind of the object, with its API version
 * @param object with the mistake in it
 * @param findings the compiler's, with their rules
 * @param answer the server's, to a new object
 * @param change the server's, to a change of an object that is there already; null where that was not asked
 */
record Judged(
        String kind,
        Site site,
        Mistake mistake,
        ObjectNode object,
        CompilerVerdicts.Verdict findings,
        Answer answer,
        @Nullable Answer change) {
    /** Whether the server refuses such an object. */
    boolean refused() {
        return !answer.ok();
    }

    /** Whether the compiler says something about it. */
    boolean found() {
        return !findings.errors().isEmpty() || !findings.warnings().isEmpty();
    }

    /** Whether the compiler refuses such an object because of its schema. */
    boolean refusedBySchema() {
        return findings.errors().stream().anyMatch(rule -> rule.startsWith("schema"));
    }

    /** Whether the server takes it for a new object, but not for a change. */
    boolean refusedAsAChange() {
        return change != null && !change.ok();
    }

    Judged changed(Answer answered) {
        return new Judged(kind, site, mistake, object, findings, answer, answered);
    }

    /** Where it is, the same for all objects of the kind. */
    String field() {
        return kind + " " + site.pattern();
    }

    /** What it is. */
    String line() {
        return field() + ": " + mistake.words();
    }
}
