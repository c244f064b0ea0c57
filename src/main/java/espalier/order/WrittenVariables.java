package espalier.order;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Variables that stand in objects as {@code ${NAME}}, in a unit whose Kustomization a patch has given values: Flux reads the text
 * of all objects there, and puts in what it knows by that name. Where a handle asks for a value, the text is made safe instead,
 * and none of this applies.
 */
final class WrittenVariables {
    private final String kustomization;
    private final Set<String> known;
    private final KubernetesObject object;

    private WrittenVariables(String kustomization, Set<String> known, KubernetesObject object) {
        this.kustomization = kustomization;
        this.known = known;
        this.object = object;
    }

    static void check(Unit unit, Mapping spec, ObjectGraph graph) {
        Mapping postBuild = spec.mapping("postBuild");
        KubernetesObject kustomization = unit.kustomization();
        if (postBuild == null || kustomization == null) {
            return;
        }
        Set<String> known = known(postBuild, kustomization.namespace(), graph);
        if (known == null) {
            return;
        }
        for (KubernetesObject object : unit.objects()) {
            if (object.carrier() == null && !isExempt(object)) {
                new WrittenVariables(unit.name(), known, object).read(object.body(), FieldPath.ROOT);
            }
        }
    }

    /** The names that have a value; null where that cannot be known, or Flux puts in nothing at all. */
    private static @Nullable Set<String> known(Mapping postBuild, String namespace, ObjectGraph graph) {
        var known = new TreeSet<String>();
        Mapping values = postBuild.mapping("substitute");
        if (values != null) {
            known.addAll(values.keys());
        }
        Sequence sources = postBuild.sequence("substituteFrom");
        for (Value source : sources == null ? new Sequence() : sources) {
            String kind = source instanceof Mapping named ? named.text("kind") : null;
            String name = source instanceof Mapping named ? named.text("name") : null;
            Provision provision =
                    kind == null || name == null ? null : graph.provision(Identity.of("", kind, namespace, name));
            KubernetesObject made = provision == null ? null : graph.object(provision.identity());
            List<String> keys = made != null ? made.keys() : provision == null ? null : provision.keys();
            if (keys == null) {
                return null; // one that is missing is told elsewhere
            }
            known.addAll(keys);
        }
        return known.isEmpty() ? null : known;
    }

    private static boolean isExempt(KubernetesObject object) {
        Mapping metadata = object.body().mapping("metadata");
        for (String key : new String[] {"annotations", "labels"}) {
            Mapping marks = metadata == null ? null : metadata.mapping(key);
            if (marks != null && "disabled".equals(marks.text(Substitution.DISABLED))) {
                return true;
            }
        }
        return false;
    }

    private void read(Value value, FieldPath path) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                read(mapping.valueAt(i), path.field(mapping.keyAt(i)));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                read(sequence.get(i), path.index(i));
            }
        } else if (value instanceof Leaf leaf
                && leaf.text().contains("${")
                && !(leaf instanceof Scalar s && s.isNull())) {
            read(leaf.text(), path);
        }
    }

    private void read(String text, FieldPath path) {
        for (int at = text.indexOf('$'); at >= 0 && at + 1 < text.length(); at = text.indexOf('$', at)) {
            char next = text.charAt(at + 1);
            int end = text.indexOf('}', at);
            if (next == '{' && end > 0) {
                variable(text.substring(at + 2, end), path);
            }
            at += 2; // behind a second dollar as well, which takes the first one's meaning
        }
    }

    /** @param inner what stands between the braces: {@code NAME}, or {@code NAME:-otherwise} */
    private void variable(String inner, FieldPath path) {
        int length = 0;
        while (length < inner.length()
                && (Character.isLetterOrDigit(inner.charAt(length)) || inner.charAt(length) == '_')) {
            length++;
        }
        String name = inner.substring(0, length);
        String rest = inner.substring(length);
        if (name.isEmpty() || !rest.isEmpty() && rest.charAt(0) == '.') {
            report(path, inner, "Flux cannot read that, and builds nothing of the Kustomization", "");
        } else if (rest.isEmpty() && !known.contains(name)) {
            report(
                    path,
                    inner,
                    "the Kustomization " + kustomization + ", which puts in values, has none of that name but "
                            + String.join(", ", known) + ": before 2.9 Flux writes nothing there, and refuses it since",
                    "give it a value in postBuild, correct the name, or ");
        }
    }

    private void report(FieldPath path, String inner, String why, String fix) {
        String plain = "write $${" + inner + "} where the dollar is meant as it stands";
        object.error(
                References.VARIABLE_UNDEFINED,
                path,
                kustomization + " " + inner,
                "Tried to write ${" + inner + "} in " + path + " of " + object + ", but " + why,
                fix + plain);
    }
}
