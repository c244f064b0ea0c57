package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Reference;
import espalier.Review;
import espalier.Text;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * No secret stands in git as it is: no Secret with values of its own, and no private key in any text. What SOPS or Sealed Secrets
 * encrypted is none, and neither is a value that is only a variable of Flux ({@code ${X}}).
 */
public final class NoPlainSecret implements Policy {
    private static final String KEY_BEGINS = "-----BEGIN ";
    private static final String KEY = "PRIVATE KEY-----";

    @Override
    public Rule rule() {
        return Policies.PLAIN_SECRET;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        for (KubernetesObject object : review.objects()) {
            String key = isSecret(object) ? plainKey(object) : null;
            if (key != null) {
                review.breach(
                        object,
                        "Tried to write " + object + ", but the value of its key \"" + key
                                + "\" is in git for all to read",
                        "make it a BootstrapSecret, take it from a vault, or encrypt it; and change the value");
                continue;
            }
            FieldPath path = object.isEncrypted() ? null : privateKey(object.body(), FieldPath.ROOT);
            if (path != null) {
                review.breach(
                        object,
                        "Tried to write " + path + " of " + object
                                + ", but it holds a private key, in git for all to read",
                        "take it from a Secret at run time; and make a new key");
            }
        }
    }

    private static boolean isSecret(KubernetesObject object) {
        return object.kind().equals("Secret") && object.apiVersion().equals("v1");
    }

    private static @Nullable String plainKey(KubernetesObject secret) {
        if (secret.isEncrypted()) {
            return null;
        }
        for (String field : new String[] {"data", "stringData"}) {
            Mapping data = secret.body().mapping(field);
            for (int i = 0; data != null && i < data.size(); i++) {
                if (data.valueAt(i) instanceof Leaf leaf
                        && !leaf.text().isEmpty()
                        && !isFluxVariable(leaf.text().strip())
                        && !isMadeOfVariables(leaf)) {
                    return data.keyAt(i);
                }
            }
        }
        return null;
    }

    /** What a construct made of handles has in it what is secret as a variable, whatever stands around that. */
    private static boolean isMadeOfVariables(Leaf value) {
        if (value instanceof Text text) {
            for (Reference reference : text.references()) {
                if (reference.isVariable()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code ${X}}, and nothing else: a default behind it would be in git. */
    private static boolean isFluxVariable(String value) {
        if (!value.startsWith("${") || !value.endsWith("}")) {
            return false;
        }
        for (int i = 2; i < value.length() - 1; i++) {
            if (!Character.isLetterOrDigit(value.charAt(i)) && value.charAt(i) != '_') {
                return false;
            }
        }
        return value.length() > 3;
    }

    private static @Nullable FieldPath privateKey(Value value, FieldPath path) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                FieldPath found = privateKey(mapping.valueAt(i), path.field(mapping.keyAt(i)));
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                FieldPath found = privateKey(sequence.get(i), path.index(i));
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof Leaf leaf && leaf.text().length() > 60) {
            int begin = leaf.text().indexOf(KEY_BEGINS);
            return begin >= 0 && leaf.text().indexOf(KEY, begin) >= 0 ? path : null;
        }
        return null;
    }
}
