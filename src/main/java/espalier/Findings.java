package espalier;

import espalier.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found in one cluster, in the order in which it was found, each finding once. */
public final class Findings {
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<Finding> all = new ArrayList<>();

    /** Adds an error at the construct {@code node}, at the line that made it. */
    public void error(String id, Node node, String message, String fix) {
        error(id, node, node.origin(), message, fix);
    }

    /** Adds an error at the construct {@code node}, at {@code origin}. */
    public void error(String id, Node node, Origin origin, String message, String fix) {
        add(new Finding(id, Severity.ERROR, message, node.path(), origin, fix));
    }

    /** Adds an error in {@code object}, at the line that made it; the patches that changed it are named as well. */
    public void error(String id, KubernetesObject object, String message, String fix) {
        var hint = new StringBuilder(fix);
        for (Origin patch : object.patchedAt()) {
            hint.append(hint.length() == fix.length() ? "; this object is also changed by the patch at " : " and at ");
            hint.append(patch);
        }
        error(id, object.owner(), object.origin(), message, hint.toString());
    }

    /** Adds a warning at the construct {@code node}, at {@code origin}. */
    public void warning(String id, Node node, Origin origin, String message, String fix) {
        add(new Finding(id, Severity.WARNING, message, node.path(), origin, fix));
    }

    public void add(Finding finding) {
        if (seen.add(finding.toString())) {
            all.add(finding);
        }
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public boolean hasErrors() {
        for (Finding finding : all) {
            if (finding.severity() == Severity.ERROR) {
                return true;
            }
        }
        return false;
    }
}
