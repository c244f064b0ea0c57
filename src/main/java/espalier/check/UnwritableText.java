package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text that would not arrive as it is, however it is written: what is no Unicode, and what kustomize (5.7)
 * stops at or changes without a word when it writes its result. A Secret's {@code data} is base64 and never among it.
 */
final class UnwritableText {
    /** kustomize reads its own JSON as YAML, in which a key ends within 1,024 characters. */
    private static final int LONGEST_KEY = 1000;

    private final KubernetesObject object;

    private UnwritableText(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.holding(Content.ODD_TEXT)) {
            new UnwritableText(object).check(object.body(), FieldPath.ROOT);
        }
    }

    private void check(Value value, FieldPath path) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                String obstacle = keyObstacle(key);
                if (obstacle != null) {
                    String what = path.equals(FieldPath.ROOT) ? "a key" : "a key below " + path;
                    refuse(what, "it " + obstacle, "give it another name");
                }
                check(mapping.valueAt(i), path.field(key));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                check(sequence.get(i), path.index(i));
            }
        } else {
            String obstacle = obstacle(((Leaf) value).text());
            if (obstacle != null) {
                refuse(path.toString(), "its text " + obstacle, "leave the character out, or give the text as base64");
            }
        }
    }

    /** What stands in the way of the key {@code key}, or null. */
    static @Nullable String keyObstacle(String key) {
        if (key.equals("<<")) {
            return "is \"<<\", which kustomize takes for a merge, also in quotes, and drops";
        }
        return key.length() > LONGEST_KEY
                ? "has " + key.length() + " characters, of which kustomize takes at most " + LONGEST_KEY
                : obstacle(key);
    }

    /** What stands in the way of {@code text}, or null. */
    private static @Nullable String obstacle(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x7f) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "holds " + shown(c) + ", half of a surrogate pair, which is no character";
            } else if (c == 0x85) {
                return "holds " + shown(c) + ", which kustomize turns into a space";
            } else if (c < 0xa0 || c >= 0xfffe) {
                return "holds " + shown(c) + ", at which kustomize stops";
            }
        }
        return null;
    }

    private static String shown(char c) {
        return "U+" + Integer.toHexString(0x10000 | c).substring(1).toUpperCase(Locale.ROOT);
    }

    private void refuse(String what, String why, String fix) {
        String message = "Tried to write " + what + " of " + object + ", but " + why;
        object.owner().findings().report(Soundness.UNWRITABLE_TEXT, object.owner(), object.origin(), message, fix);
    }
}
