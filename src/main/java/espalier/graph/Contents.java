package espalier.graph;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes what stands in which object, while the objects are walked through anyway: so that a check looks only into those in
 * which it can find something, and not each check into all.
 */
final class Contents {
    /** Longer keys are looked at by whoever knows how long they may be. */
    private static final int USUAL_KEY = 256;

    private final Map<Content, List<KubernetesObject>> holding = new EnumMap<>(Content.class);
    private final Set<Content> found = EnumSet.noneOf(Content.class);

    /** The objects that may hold {@code content}, in tree order. */
    List<KubernetesObject> holding(Content content) {
        return holding.getOrDefault(content, List.of());
    }

    /** Notes what was found since the last call as that of {@code object}. */
    void of(KubernetesObject object) {
        if (!found.isEmpty()) {
            note(object, found);
            found.clear();
        }
    }

    /** Notes that nobody looked into {@code object}. */
    void unknown(KubernetesObject object) {
        note(object, EnumSet.allOf(Content.class));
    }

    private void note(KubernetesObject object, Set<Content> contents) {
        for (Content content : contents) {
            holding.computeIfAbsent(content, key -> new ArrayList<>()).add(object);
        }
    }

    /** Looks at {@code key}, behind which stands {@code value}. */
    void key(String key, Value value) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 0x7f) {
                found.add(Content.ODD_TEXT);
            }
        }
        if (key.equals("<<") || key.length() > USUAL_KEY) {
            found.add(Content.ODD_TEXT);
        }
        if (value instanceof Sequence) {
            if (key.equals("env") || key.equals("args") || key.equals("command")) {
                found.add(Content.HOST);
            } else if (key.equals("matchExpressions")) {
                found.add(Content.EXPRESSIONS);
            }
        } else if (value instanceof Mapping && key.equals("data")) {
            found.add(Content.HOST);
        }
    }

    /** Looks at {@code leaf}, and tells whether there is a dollar in it. */
    boolean leaf(Leaf leaf) {
        String text = leaf.text();
        if (!leaf.isString()) {
            if (text.equals("null")) {
                found.add(Content.NULL);
            }
            return false;
        }
        boolean dollar = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && text.startsWith("//", i + 1) || c == '.' && text.startsWith("svc", i + 1)) {
                found.add(Content.HOST);
            } else if (c >= 0x7f) {
                found.add(Content.ODD_TEXT);
            } else {
                dollar |= c == '$';
            }
        }
        return dollar;
    }
}
