package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Node;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;

/** Names, labels and annotations that the API server would refuse. */
final class NameChecks {
    private NameChecks() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.objects()) {
            header(object);
            Mapping metadata = object.body().mapping("metadata");
            if (metadata != null) {
                name(object);
                labels(object, metadata.mapping("labels"));
                annotations(object, metadata.mapping("annotations"));
            }
        }
    }

    private static void header(KubernetesObject object) {
        for (String key : new String[] {"apiVersion", "kind"}) {
            if (object.body().text(key) == null) {
                error(
                        object,
                        "incomplete-object",
                        "Tried to make an object without " + key + ", but every object has one",
                        "give it " + key);
            }
        }
    }

    private static void name(KubernetesObject object) {
        String name = object.name();
        String wanted = wanted(object, name);
        if (wanted != null) {
            error(
                    object,
                    "name",
                    "Tried to name a " + object.kind() + " \"" + name + "\", but Kubernetes takes only " + wanted,
                    "change the id of the construct, or give it a name with named(…)");
        }
    }

    private static @org.jspecify.annotations.Nullable String wanted(KubernetesObject object, String name) {
        String group = Identity.groupOf(object.apiVersion());
        if (group.equals("rbac.authorization.k8s.io")) {
            return name.isEmpty() || name.contains("/") ? "a name without slashes" : null;
        }
        if (object.kind().equals("Service") || object.kind().equals("Namespace")) {
            boolean startsWithDigit = !name.isEmpty() && Character.isDigit(name.charAt(0));
            boolean good =
                    Names.isLabel(name) && !(startsWithDigit && object.kind().equals("Service"));
            return good ? null : "lower-case letters, digits and hyphens, at most 63, beginning with a letter";
        }
        if (object.kind().equals("CronJob")) {
            return Names.isSubdomain(name) && name.length() <= 52
                    ? null
                    : "lower-case letters, digits, hyphens and dots, at most 52 of them for a CronJob";
        }
        return Names.isSubdomain(name) ? null : "lower-case letters, digits, hyphens and dots, at most 253";
    }

    private static void labels(KubernetesObject object, @org.jspecify.annotations.Nullable Mapping labels) {
        if (labels == null) {
            return;
        }
        for (int i = 0; i < labels.size(); i++) {
            String key = labels.keyAt(i);
            key(object, "label", key);
            if (!(labels.valueAt(i) instanceof Leaf leaf) || !Names.isLabelValue(leaf.text())) {
                error(
                        object,
                        "label",
                        "Tried to give " + object + " the label " + key + ": \"" + text(labels, i)
                                + "\", but a label's value has letters, digits, -, _ and . only, with a letter or digit at both"
                                + " ends, and at most 63 characters",
                        "shorten or change the value; an annotation takes any text");
            }
        }
    }

    private static void annotations(KubernetesObject object, @org.jspecify.annotations.Nullable Mapping annotations) {
        if (annotations != null) {
            annotations.keys().forEach(key -> key(object, "annotation", key));
        }
    }

    private static void key(KubernetesObject object, String what, String key) {
        if (!Names.isQualifiedName(key)) {
            error(
                    object,
                    what,
                    "Tried to give " + object + " the " + what + " key \"" + key
                            + "\", but a key is a name of at most 63 letters, digits, -, _ and ., after an optional DNS name"
                            + " and a slash",
                    "change the key");
        }
    }

    private static String text(Mapping labels, int index) {
        return labels.valueAt(index) instanceof Leaf leaf
                ? leaf.text()
                : labels.valueAt(index).toString();
    }

    private static void error(KubernetesObject object, String id, String message, String fix) {
        Node owner = object.owner();
        owner.findings().error(id, owner, object.origin(), message, fix);
    }
}
