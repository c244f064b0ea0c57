package espalier;

import espalier.Finding.Place;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was found in one cluster, in the order in which it was found, each finding once. */
public final class Findings {
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<Finding> all = new ArrayList<>();
    private final List<Unseen> unseen = new ArrayList<>(0);

    /** What threads have found by now that look aside. */
    private final Map<Thread, List<Finding>> aside = new ConcurrentHashMap<>(2);

    /** Adds a breach of {@code rule} at the construct {@code node}, at the line that made it. */
    public void report(Rule rule, Node node, String message, String fix) {
        report(rule, node, node.origin(), message, fix);
    }

    /** Adds a breach of {@code rule} at the construct {@code node}, at {@code origin}. */
    public void report(Rule rule, Node node, Origin origin, String message, String fix) {
        add(new Finding(rule, message, node.path(), origin, fix));
    }

    /**
     * Adds a breach of {@code rule} by {@code object}, at the line that made it; the patches that changed it are named as
     * well.
     */
    public void report(Rule rule, KubernetesObject object, String message, String fix) {
        report(rule, object, null, null, message, fix);
    }

    /**
     * As {@link #report(Rule, KubernetesObject, String, String)}, where one correction can remove this from many objects.
     *
     * @param field the field of {@code object} that shows it, null for all of it
     * @param cause what is to be corrected, such as an object that many read and nobody makes: all findings of {@code rule}
     *     with the same become one, which tells of the first in full and names the others
     */
    public void report(
            Rule rule,
            KubernetesObject object,
            @Nullable FieldPath field,
            @Nullable Object cause,
            String message,
            String fix) {
        var hint = new StringBuilder(fix);
        for (Origin patch : object.patchedAt()) {
            hint.append(hint.length() == fix.length() ? "; this object is also changed by the patch at " : " and at ");
            hint.append(patch);
        }
        add(new Finding(
                rule,
                message,
                object.owner().path(),
                new Place(object.identity(), field == null ? null : field.toString(), object.originOf(field)),
                hint.toString(),
                cause == null ? null : cause.toString(),
                List.of()));
    }

    public void add(Finding finding) {
        List<Finding> own = aside.get(Thread.currentThread());
        if (own != null) {
            own.add(finding);
        } else if (seen.add(finding.toString() + finding.place().field())) {
            all.add(finding);
        }
    }

    /**
     * What {@code look} finds in the calling thread, for the one that this belongs to to add in its turn: so the order of all
     * findings does not hang on which thread is faster.
     */
    public List<Finding> aside(Runnable look) {
        var found = new ArrayList<Finding>(0);
        aside.put(Thread.currentThread(), found);
        try {
            look.run();
        } finally {
            aside.remove(Thread.currentThread());
        }
        return found;
    }

    /** Adds what a rule could not see; said twice, it counts once. */
    public void notChecked(Unseen what) {
        for (Unseen other : unseen) {
            if (other.rule().equals(what.rule()) && other.object() == what.object()) {
                return;
            }
        }
        unseen.add(what);
    }

    /** What rules could not see. */
    public List<Unseen> unseen() {
        return List.copyOf(unseen);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public boolean hasErrors() {
        for (Finding finding : all) {
            if (finding.isError()) {
                return true;
            }
        }
        return false;
    }
}
