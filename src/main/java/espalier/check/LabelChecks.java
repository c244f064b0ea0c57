package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Labels and annotations that the API server would refuse, of objects and of the pods that they make. */
final class LabelChecks {
    private static final FieldPath OWN = FieldPath.of("metadata");
    private static final List<FieldPath> OF_PODS = List.of(
            FieldPath.of("spec", "template", "metadata"),
            FieldPath.of("spec", "jobTemplate", "spec", "template", "metadata"));

    /** Keys and values that were looked at and are right: the objects of a component mostly have the same. */
    private final Set<String> keys = new HashSet<>();

    private final Set<String> values = new HashSet<>();

    private LabelChecks() {}

    static void check(ObjectGraph graph) {
        var checks = new LabelChecks();
        for (KubernetesObject object : graph.objects()) {
            Mapping metadata = object.body().mapping("metadata");
            Mapping own = mapping(object, OWN, metadata, "labels");
            Mapping ownAnnotations = mapping(object, OWN, metadata, "annotations");
            checks.labels(object, own, null);
            checks.annotations(object, ownAnnotations, null);
            Mapping spec = object.body().mapping("spec");
            if (spec != null && (spec.has("template") || spec.has("jobTemplate"))) {
                for (FieldPath path : OF_PODS) {
                    if (path.in(object.body()) instanceof Mapping ofPods) {
                        checks.labels(object, mapping(object, path, ofPods, "labels"), own);
                        checks.annotations(object, mapping(object, path, ofPods, "annotations"), ownAnnotations);
                    }
                }
            }
        }
    }

    private static @Nullable Mapping mapping(
            KubernetesObject object, FieldPath metadata, @Nullable Mapping found, String key) {
        Value value = found == null ? null : found.get(key);
        if (value != null && !(value instanceof Mapping)) {
            String message = "Tried to write " + metadata + "." + key + " of " + object + " as \"" + value
                    + "\", but it has keys with values";
            error(
                    object,
                    key.equals("labels") ? Soundness.LABEL : Soundness.ANNOTATION,
                    message,
                    "give it keys with values");
        }
        return value instanceof Mapping mapping ? mapping : null;
    }

    /** @param checked labels that have been looked at already */
    private void labels(KubernetesObject object, @Nullable Mapping labels, @Nullable Mapping checked) {
        for (int i = 0; labels != null && i < labels.size(); i++) {
            String key = labels.keyAt(i);
            Value value = labels.valueAt(i);
            if (checked == null || !value.equals(checked.get(key))) {
                key(object, Soundness.LABEL, key);
                label(object, key, value);
            }
        }
    }

    private void annotations(KubernetesObject object, @Nullable Mapping annotations, @Nullable Mapping checked) {
        for (int i = 0; annotations != null && i < annotations.size(); i++) {
            String key = annotations.keyAt(i);
            Value value = annotations.valueAt(i);
            if (checked == null || !value.equals(checked.get(key))) {
                key(object, Soundness.ANNOTATION, key);
                text(object, Soundness.ANNOTATION, key, value);
            }
        }
    }

    private void key(KubernetesObject object, Rule what, String key) {
        if (keys.contains(key)) {
            return;
        }
        if (Names.isQualifiedName(key)) {
            keys.add(key);
            return;
        }
        error(
                object,
                what,
                "Tried to give " + object + " the " + what + " key \"" + key
                        + "\", but a key is a name of at most 63 letters, digits, -, _ and ., with a letter or"
                        + " digit at both ends, after an optional DNS name and a slash",
                "change the key");
    }

    private static boolean text(KubernetesObject object, Rule what, String key, Value value) {
        boolean isText = value instanceof Leaf leaf && leaf.isString();
        if (!isText) {
            error(
                    object,
                    what,
                    "Tried to give " + object + " the " + what + " " + key + ": " + value
                            + ", but its value must be text",
                    "put it in quotes");
        }
        return isText;
    }

    private void label(KubernetesObject object, String key, Value value) {
        if (!text(object, Soundness.LABEL, key, value) || !(value instanceof Leaf leaf)) {
            return;
        }
        String text = leaf.text();
        if (values.contains(text)) {
            return;
        }
        if (Names.isLabelValue(text)) {
            values.add(text);
        } else if (!fromId(object, text)) {
            String found = text.length() > 63 ? " (" + text.length() + " characters)" : "";
            error(
                    object,
                    Soundness.LABEL,
                    "Tried to give " + object + " the label " + key + ": \"" + text + "\"" + found
                            + ", but a label's value has letters, digits, -, _ and . only, with a letter or digit at"
                            + " both ends, and at most 63 characters",
                    "shorten or change the value; an annotation takes any text");
        }
    }

    private static boolean fromId(KubernetesObject object, String value) {
        String id = object.owner().refusedId();
        return id != null && value.contains(id);
    }

    private static void error(KubernetesObject object, Rule rule, String message, String fix) {
        object.owner().findings().report(rule, object, message, fix);
    }
}
