package e2e;

import e2e.KubernetesApi.Answer;
import espalier.rules.Soundness;
import features.SchemaMutant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why our schemas and an API server disagree about an object. */
enum VerdictDifference {
    NOTHING("The server takes no null in a custom resource; here the rule " + Soundness.NULL_VALUE.id()
            + " finds it, whatever the schema says") {
        @Override
        boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules) {
            return !answer.ok() && mutant.change().equals("nothing") && rules.contains(Soundness.NULL_VALUE.id());
        }
    },

    LABEL("Labels are no matter of schemas; here the rule " + Soundness.LABEL.id() + " finds it") {
        @Override
        boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules) {
            return !answer.ok()
                    && mutant.pattern().startsWith("metadata.labels")
                    && rules.contains(Soundness.LABEL.id());
        }
    },

    NOTHING_IN_A_LIST(
            "To the server, a null in a list of texts of its own types is an empty text, which nobody means") {
        @Override
        boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules) {
            return answer.ok()
                    && mutant.change().equals("nothing")
                    && mutant.pattern().endsWith("[]");
        }
    },

    FOUND_ELSEWHERE(
            "The server's own code knows more than the schema that it publishes, and so does another rule here") {
        @Override
        boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules) {
            return !answer.ok() && !rules.isEmpty();
        }
    },

    CODE("The server's own code knows more than the schema that it publishes; nothing here finds it") {
        @Override
        boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules) {
            boolean builtIn = !mutant.object().text("apiVersion").contains(".")
                    || mutant.object().text("apiVersion").contains(".k8s.io/");
            return !answer.ok() && builtIn && rules.isEmpty();
        }
    };

    private final String because;

    VerdictDifference(String because) {
        this.because = because;
    }

    String because() {
        return because;
    }

    /** Whether the compiler finds it all the same. */
    boolean isFoundElsewhere() {
        return this == NOTHING || this == LABEL || this == FOUND_ELSEWHERE;
    }

    abstract boolean explains(SchemaMutant mutant, Answer answer, Set<String> rules);

    /**
     * The first that explains it; null for none.
     *
     * @param rules what the whole compiler finds in such an object, and not in the right one
     */
    static @Nullable VerdictDifference of(SchemaMutant mutant, Answer answer, Set<String> rules) {
        for (VerdictDifference difference : values()) {
            if (difference.explains(mutant, answer, rules)) {
                return difference;
            }
        }
        return null;
    }
}
