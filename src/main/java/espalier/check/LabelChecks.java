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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels and annotations that the API server would refuse, of objects and of the pods that they make. */
final class LabelChecks {
    private static final FieldPath OWN = FieldPath.of("metadata");
    private static final List<FieldPath> OF_PODS = List.of(
            FieldPath.of("spec", "template", "metadata"),
            FieldPath.of("spec", "jobTemplate", "spec", "template", "metadata"));

    private final KubernetesObject object;

    private LabelChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.objects()) {
            var checks = new LabelChecks(object);
            Mapping own = checks.mapping(OWN, object.body().mapping("metadata"), "labels");
            Mapping ownAnnotations = checks.mapping(OWN, object.body().mapping("metadata"), "annotations");
            checks.labels(own, null);
            checks.annotations(ownAnnotations, null);
            for (FieldPath path : OF_PODS) {
                if (path.in(object.body()) instanceof Mapping metadata) {
                    checks.labels(checks.mapping(path, metadata, "labels"), own);
                    checks.annotations(checks.mapping(path, metadata, "annotations"), ownAnnotations);
                }
            }
        }
    }

    private @Nullable Mapping mapping(FieldPath metadata, @Nullable Mapping found, String key) {
        Value value = found == null ? null : found.get(key);
        if (value != null && !(value instanceof Mapping)) {
            String message = "Tried to write " + metadata + "." + key + " of " + object + " as \"" + value
                    + "\", but it has keys with values";
            error(key.equals("labels") ? Soundness.LABEL : Soundness.ANNOTATION, message, "give it keys with values");
        }
        return value instanceof Mapping mapping ? mapping : null;
    }

    /** @param checked labels that have been looked at already */
    private void labels(@Nullable Mapping labels, @Nullable Mapping checked) {
        if (labels != null) {
            labels.forEach((key, value) -> {
                if (checked == null || !value.equals(checked.get(key))) {
                    key(Soundness.LABEL, key);
                    label(key, value);
                }
            });
        }
    }

    private void annotations(@Nullable Mapping annotations, @Nullable Mapping checked) {
        if (annotations != null) {
            annotations.forEach((key, value) -> {
                if (checked == null || !value.equals(checked.get(key))) {
                    key(Soundness.ANNOTATION, key);
                    text(Soundness.ANNOTATION, key, value);
                }
            });
        }
    }

    private void key(Rule what, String key) {
        if (!Names.isQualifiedName(key)) {
            error(
                    what,
                    "Tried to give " + object + " the " + what + " key \"" + key
                            + "\", but a key is a name of at most 63 letters, digits, -, _ and ., with a letter or"
                            + " digit at both ends, after an optional DNS name and a slash",
                    "change the key");
        }
    }

    private boolean text(Rule what, String key, Value value) {
        boolean isText = value instanceof Leaf leaf && leaf.isString();
        if (!isText) {
            error(
                    what,
                    "Tried to give " + object + " the " + what + " " + key + ": " + value
                            + ", but its value must be text",
                    "put it in quotes");
        }
        return isText;
    }

    private void label(String key, Value value) {
        if (text(Soundness.LABEL, key, value)
                && value instanceof Leaf leaf
                && !Names.isLabelValue(leaf.text())
                && !fromId(leaf.text())) {
            String found = leaf.text().length() > 63 ? " (" + leaf.text().length() + " characters)" : "";
            error(
                    Soundness.LABEL,
                    "Tried to give " + object + " the label " + key + ": \"" + leaf.text() + "\"" + found
                            + ", but a label's value has letters, digits, -, _ and . only, with a letter or digit at"
                            + " both ends, and at most 63 characters",
                    "shorten or change the value; an annotation takes any text");
        }
    }

    private boolean fromId(String value) {
        String id = object.owner().refusedId();
        return id != null && value.contains(id);
    }

    private void error(Rule rule, String message, String fix) {
        object.owner().findings().report(rule, object, message, fix);
    }
}
