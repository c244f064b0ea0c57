package espalier.graph;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what stands in which object, while the objects are walked through anyway: so that a check looks only into those in
 * which it can find something, and not each check into all.
 */
@SuppressWarnings("EnumOrdinal") // a bit for each, and a list: what an EnumMap costs per object is most of this walk
final class Contents {
    private static final Content[] ALL = Content.values();

    /** Longer keys are looked at by whoever knows how long they may be. */
    private static final int USUAL_KEY = 256;

    private final List<List<KubernetesObject>> holding = new ArrayList<>();
    private int found;

    Contents() {
        for (int i = 0; i < ALL.length; i++) {
            holding.add(new ArrayList<>());
        }
    }

    /** The objects that may hold {@code content}, in tree order. */
    List<KubernetesObject> holding(Content content) {
        return holding.get(content.ordinal());
    }

    /** Notes what was found since the last call as that of {@code object}. */
    void of(KubernetesObject object) {
        for (int i = 0; found != 0; i++, found >>>= 1) {
            if ((found & 1) != 0) {
                holding.get(i).add(object);
            }
        }
    }

    /** Notes that nobody looked into {@code object}. */
    void unknown(KubernetesObject object) {
        for (List<KubernetesObject> objects : holding) {
            objects.add(object);
        }
    }

    /** Looks at {@code key}, behind which stands {@code value}. */
    void key(String key, Value value) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 0x7f) {
                find(Content.ODD_TEXT);
            }
        }
        if (key.equals("<<") || key.length() > USUAL_KEY) {
            find(Content.ODD_TEXT);
        }
        if (value instanceof Sequence) {
            if (key.equals("env") || key.equals("args") || key.equals("command")) {
                find(Content.HOST);
            } else if (key.equals("matchExpressions")) {
                find(Content.EXPRESSIONS);
            }
        } else if (value instanceof Mapping && key.equals("data")) {
            find(Content.HOST);
        }
    }

    /** Looks at {@code leaf}, and tells whether there is a dollar in it. */
    boolean leaf(Leaf leaf) {
        String text = leaf.text();
        if (!leaf.isString()) {
            if (text.equals("null")) {
                find(Content.NULL);
            }
            return false;
        }
        boolean dollar = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && text.startsWith("//", i + 1) || c == '.' && text.startsWith("svc", i + 1)) {
                find(Content.HOST);
            } else if (c >= 0x7f) {
                find(Content.ODD_TEXT);
            } else {
                dollar |= c == '$';
            }
        }
        return dollar;
    }

    private void find(Content content) {
        found |= 1 << content.ordinal();
    }
}
