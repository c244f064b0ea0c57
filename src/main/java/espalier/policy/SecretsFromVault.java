package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Secrets come from a vault: none stands in git, not even encrypted, and what Flux puts into objects as a variable comes by an
 * ExternalSecret.
 */
public final class SecretsFromVault implements Policy {
    private static final FieldPath TARGET = FieldPath.of("spec", "target", "name");
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
        Set<String> fromVault = broughtByVault(review);
        for (KubernetesObject kustomization : review.objects("kustomize.toolkit.fluxcd.io", "Kustomization")) {
            if (VARIABLES.in(kustomization.body()) instanceof Sequence sources) {
                for (Value source : sources) {
                    if (source instanceof Mapping from && !fromVault.contains(from.text("name"))) {
                        substituted(review, kustomization, from);
                    }
                }
            }
        }
    }

    /** The names of Secrets that ExternalSecrets bring to Flux's own namespace, where it looks for variables. */
    private static Set<String> broughtByVault(Review review) {
        var names = new HashSet<String>();
        for (KubernetesObject external : review.objects("external-secrets.io", "ExternalSecret")) {
            if (external.namespace().equals("flux-system")) {
                names.add(TARGET.in(external.body()) instanceof Leaf target ? target.text() : external.name());
            }
        }
        return names;
    }

    private static void substituted(Review review, KubernetesObject kustomization, Mapping from) {
        if ("Secret".equals(from.text("kind"))) {
            review.breach(
                    kustomization,
                    "Tried to put values of the Secret " + from.text("name") + " into the objects of " + kustomization
                            + ", but the secrets of this cluster come from a vault",
                    "let an ExternalSecret bring the value to who reads it, or write down what is no secret");
        }
    }
}
