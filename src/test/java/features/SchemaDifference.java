package features;

import espalier.Finding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why this program and a JSON Schema library say different things about the same object. */
enum SchemaDifference {
    /** To Kubernetes nothing is the same as a missing field. The check of nulls warns of it. */
    NOTHING {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return ours.isEmpty() && mutant.change().equals("nothing");
        }
    },

    /** What Kubernetes publishes as required, and its API server does without all the same: it has an answer of its own. */
    FILLED_IN {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return ours.isEmpty()
                    && mutant.change().equals("missing")
                    && Set.of(
                                    "networking.k8s.io/v1 NetworkPolicy spec.podSelector",
                                    "rbac.authorization.k8s.io/v1 ClusterRoleBinding roleRef.apiGroup",
                                    "rbac.authorization.k8s.io/v1 RoleBinding roleRef.apiGroup",
                                    "scheduling.k8s.io/v1 PriorityClass value")
                            .contains(mutant.where());
        }
    },

    /** A definition that demands a field and has a default for it demands nothing: the default is there first. */
    DEFAULT {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return ours.isEmpty()
                    && mutant.change().equals("missing")
                    && JUDGE.says("default", mutant.object(), mutant.pattern());
        }
    },

    /** In Kubernetes' own types an empty text is the same as a missing field. */
    BLANK {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            boolean isBuiltIn = !mutant.group().contains(".") || mutant.group().endsWith(".k8s.io");
            return ours.isEmpty()
                    && isBuiltIn
                    && mutant.change().equals("an empty text")
                    && theirs.contains("does not have a value in the enumeration");
        }
    },

    /** The catalogue closes every mapping with fields, also where the definition preserves those that it does not know. */
    PRESERVED {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return ours.isEmpty()
                    && mutant.change().equals("a field that there is not")
                    && JUDGE.says("x-kubernetes-preserve-unknown-fields", mutant.object(), mutant.pattern());
        }
    },

    /** Two elements with the same keys are one to Kubernetes, and its API server refuses them; JSON Schema knows no such lists. */
    TWICE {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return theirs.isEmpty() && ours.contains("but there is another one");
        }
    },

    /** JSON Schema knows nothing of CEL. */
    RULE {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return theirs.isEmpty() && ours.contains("[schema-rule]") && !ours.contains("[schema-value]");
        }
    },

    /** Ranges of addresses and base64 are formats that the API server looks at, and none of JSON Schema's. */
    FORMAT {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return theirs.isEmpty()
                    && (ours.contains("an address and the length of its prefix") || ours.contains("must be base64"));
        }
    },

    /** The catalogue has a later version of Flux than comes with this program. */
    LATER_FLUX {
        @Override
        boolean explains(SchemaMutant mutant, String ours, String theirs) {
            return theirs.isEmpty() && mutant.where().endsWith("Kustomization spec.healthCheckExprs[].kind");
        }
    };

    private static final SchemaJudge JUDGE = new SchemaJudge();

    abstract boolean explains(SchemaMutant mutant, String ours, String theirs);

    /** Null where there is no reason for it. */
    static @Nullable SchemaDifference of(SchemaMutant mutant, List<Finding> ours, List<String> theirs) {
        var found = new StringBuilder();
        ours.forEach(found::append);
        for (SchemaDifference difference : values()) {
            if (difference.explains(mutant, found.toString(), String.join(", ", theirs))) {
                return difference;
            }
        }
        return null;
    }
}
