package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/** Secrets come from a vault: none stands in git, not even encrypted, and none is put into objects as a variable of Flux. */
public final class SecretsFromVault implements Policy {
    private static final FieldPath VARIABLES = FieldPath.of("spec", "postBuild", "substituteFrom");

    @Override
    public Rule rule() {
        return Policies.SECRETS_FROM_VAULT;
    }

    @Override
    public void review(Review review) {
        for (KubernetesObject object : review.objects()) {
            if (object.isEncrypted() || object.kind().equals("SealedSecret")) {
                review.breach(
                        object,
                        "Tried to keep " + object
                                + " in git, encrypted, but the secrets of this cluster come from a vault",
                        "put its values into the vault, and let an ExternalSecret bring them");
            }
        }
        for (KubernetesObject kustomization : review.objects("kustomize.toolkit.fluxcd.io", "Kustomization")) {
            if (VARIABLES.in(kustomization.body()) instanceof Sequence sources) {
                for (Value source : sources) {
                    substituted(review, kustomization, source);
                }
            }
        }
    }

    private static void substituted(Review review, KubernetesObject kustomization, Value source) {
        if (source instanceof Mapping from && "Secret".equals(from.text("kind"))) {
            review.breach(
                    kustomization,
                    "Tried to put values of the Secret " + from.text("name") + " into the objects of " + kustomization
                            + ", but the secrets of this cluster come from a vault",
                    "let an ExternalSecret bring the value to who reads it, or write down what is no secret");
        }
    }
}
