package espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which objects a patch is for, and what there was where it is for none. */
final class PatchTarget {
    private final Node scope;
    private final List<KubernetesObject> present = new ArrayList<>(0);
    private boolean met;
    private @Nullable String kind;
    private @Nullable String name;
    private @Nullable String namespace;

    PatchTarget(Node scope) {
        this.scope = scope;
    }

    void kind(String only) {
        kind = only;
    }

    void name(String only) {
        name = only;
    }

    void namespace(String only) {
        namespace = only;
    }

    /** Whether it is said to be for objects of {@code only}, and no others. */
    boolean isOf(String only) {
        return only.equals(kind);
    }

    /**
     * Whether {@code object}, which is in the patch's scope, is one of those.
     *
     * @param meant whether the patch has a change for objects of its kind
     */
    boolean takes(KubernetesObject object, boolean meant) {
        present.add(object);
        boolean taken = meant
                && (kind == null || kind.equals(object.kind()))
                && (name == null || name.equals(object.name()))
                && (namespace == null || namespace.equals(object.namespace()));
        met |= taken;
        return taken;
    }

    /** Whether there was any. */
    boolean isMet() {
        return met;
    }

    String describe() {
        var words = new StringBuilder(kind == null ? "every object" : kind);
        if (name != null) {
            words.append(' ').append(name);
        }
        return words.append(" of ").append(scope.path()).toString();
    }

    /** What there is instead. */
    String present() {
        if (present.isEmpty()) {
            return "it makes no object at all";
        }
        Set<String> names = names();
        if (names.isEmpty() && kind != null) {
            return "there is no " + kind + ", only: " + String.join(", ", kinds());
        }
        if (name != null && !names.contains(name)) {
            return "none has that name, only: " + String.join(", ", names);
        }
        return "none is in the namespace " + namespace;
    }

    String wayOut() {
        Set<String> names = names();
        boolean wrongKind = names.isEmpty() && kind != null;
        String wanted = String.valueOf(wrongKind ? kind : name);
        String near = Names.nearest(wanted, wrongKind ? kinds() : names);
        return near == null || near.equals(wanted)
                ? (present.isEmpty() ? "" : "name one that is there, or ") + "take the patch away"
                : "name \"" + near + "\", or take the patch away";
    }

    private Set<String> kinds() {
        var kinds = new TreeSet<String>();
        for (KubernetesObject object : present) {
            kinds.add(object.kind());
        }
        return kinds;
    }

    /** Of those of its kind. */
    private Set<String> names() {
        var names = new TreeSet<String>();
        for (KubernetesObject object : present) {
            if (kind == null || kind.equals(object.kind())) {
                names.add(object.name());
            }
        }
        return names;
    }
}
