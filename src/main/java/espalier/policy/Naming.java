package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Apps are named in kebab-case, namespaces by a single word in lower case, the variables that Flux substitutes in
 * SCREAMING_SNAKE_CASE; and pods say what they are in Kubernetes's own label, {@code app.kubernetes.io/name}.
 */
public final class Naming implements Policy {
    private static final FieldPath VARIABLES = FieldPath.of("spec", "postBuild", "substitute");
    private static final String LABEL = "app.kubernetes.io/name";

    private final Set<String> namespaces;

    /** @param namespaces that were named by somebody else, such as {@code rook-ceph} by its operator */
    public Naming(String... namespaces) {
        this.namespaces = Set.of(namespaces);
    }

    @Override
    public Rule rule() {
        return Policies.NAMING;
    }

    @Override
    public void review(Review review) {
        for (KubernetesObject namespace : review.objects("", "Namespace")) {
            String name = namespace.name();
            if (!isWord(name, 'a', 'z') && !namespaces.contains(name)) {
                review.breach(
                        namespace,
                        "Tried to name " + namespace + ", but a namespace is called by one word in lower case",
                        "find one word for it, or tell Naming that somebody else named it");
            }
        }
        for (KubernetesObject object : review.objects()) {
            if (object.podTemplate() != null || object.kind().equals("HelmRelease")) {
                app(review, object);
            }
        }
        for (KubernetesObject kustomization : review.objects("kustomize.toolkit.fluxcd.io", "Kustomization")) {
            if (VARIABLES.in(kustomization.body()) instanceof Mapping variables) {
                variables.forEach((variable, value) -> variable(review, kustomization, variable));
            }
        }
    }

    private static void app(Review review, KubernetesObject object) {
        if (!isKebabCase(object.name())) {
            review.breach(
                    object,
                    "Tried to name " + object + ", but an app is called in kebab-case, as in paperless-ngx",
                    "take small letters and digits, with a single hyphen between words");
        }
        Mapping template = object.podTemplate();
        if (template != null && !hasLabel(template.mapping("metadata"))) {
            review.breach(
                    object,
                    "Tried to make the pods of " + object + ", but they lack the label " + LABEL
                            + ", by which people and dashboards find them",
                    "give the cluster labels(LabelConvention.recommended()), or the pods that label");
        }
    }

    private static boolean hasLabel(@Nullable Mapping metadata) {
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        return labels != null && labels.has(LABEL);
    }

    private static void variable(Review review, KubernetesObject kustomization, String variable) {
        for (String word : variable.split("_", -1)) {
            if (!isWord(word, 'A', 'Z')) {
                review.breach(
                        kustomization,
                        "Tried to substitute the variable " + variable + " by " + kustomization
                                + ", but a variable is called in SCREAMING_SNAKE_CASE, as in VOLSYNC_CAPACITY",
                        "take capitals and digits, with _ between words");
                return;
            }
        }
    }

    private static boolean isKebabCase(String name) {
        for (String word : name.split("-", -1)) {
            if (!isWord(word, 'a', 'z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String text, char first, char last) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= first && c <= last || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
