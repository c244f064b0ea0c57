package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.Text;
import espalier.graph.ObjectGraph;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** Names that the API server would refuse. */
final class NameChecks {
    /** Of the most that a name can have by its kind, the least. */
    private static final int SHORTEST_LIMIT = 52;

    private final KubernetesObject object;

    private NameChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        String word = "";
        String label = "";
        String known = "";
        for (KubernetesObject object : graph.objects()) {
            String kind = object.kind();
            String name = object.name();
            String namespace = object.namespace();
            // What every kind takes need not be asked again for the next object, which has mostly the same.
            boolean isWord = !kind.isEmpty() && (kind.equals(word) || isWord(kind));
            boolean isLabel = !name.isEmpty() && (name.equals(label) || isLabelForAll(name));
            word = isWord ? kind : word;
            label = isLabel ? name : label;
            if (!isWord || object.apiVersion().isEmpty()) {
                new NameChecks(object).header();
            }
            if (!isLabel) {
                new NameChecks(object).name();
            }
            if (!namespace.isEmpty() && !namespace.equals(known)) {
                known = Names.isLabel(namespace) ? namespace : known;
                new NameChecks(object).namespace();
            }
        }
    }

    /** Whether {@code name} is one that objects of all kinds can have. */
    private static boolean isLabelForAll(String name) {
        return name.length() <= SHORTEST_LIMIT && Names.isLabel(name) && !Character.isDigit(name.charAt(0));
    }

    private void header() {
        for (String key : new String[] {"apiVersion", "kind"}) {
            if (object.body().text(key) == null) {
                String message = "Tried to make the object \"" + object.name() + "\" without " + key
                        + ", but every object has one";
                error(Soundness.INCOMPLETE_OBJECT, message, "give it " + key);
            }
        }
        String kind = object.kind();
        if (!isWord(kind)) {
            String message =
                    "Tried to make an object of the kind \"" + kind + "\", but a kind is a word of letters and digits";
            error(Soundness.KIND, message, "correct its kind");
        }
    }

    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    private void name() {
        String name = object.name();
        String wanted = wanted(name);
        if (followsFromRefusedId(name)) {
            return;
        }
        if (name.isEmpty()) {
            error(
                    Soundness.NAME,
                    "Tried to make a " + object.kind() + " without a name, but every object has one",
                    "give it metadata.name");
        } else if (wanted != null) {
            error(
                    Soundness.NAME,
                    "Tried to name a " + object.kind() + " \"" + name + "\"" + length(name)
                            + ", but Kubernetes takes only " + wanted,
                    object.isRaw()
                            ? "change metadata.name, and what refers to it"
                            : "change the id of the construct, or give the object a name with named(…)");
        }
    }

    private static String length(String name) {
        return name.length() > 50 ? ", which has " + name.length() + " characters" : "";
    }

    private void namespace() {
        String namespace = object.namespace();
        // A Namespace of ours is reported itself.
        Mapping metadata = object.body().mapping("metadata");
        boolean external = metadata != null && !(metadata.get("namespace") instanceof Text);
        if (external && !namespace.isEmpty() && !Names.isLabel(namespace)) {
            error(
                    Soundness.NAME,
                    "Tried to make " + object + " in the namespace \"" + namespace
                            + "\", but a namespace's name has only " + Names.LABEL,
                    "change metadata.namespace");
        }
    }

    /** What Kubernetes takes as a name where {@code name} is not that, else null. */
    private @Nullable String wanted(String name) {
        if (object.apiVersion().startsWith("rbac.authorization.k8s.io/")) {
            return name.contains("/") || name.contains("%") ? "names without / and %" : null;
        }
        return switch (object.kind()) {
            case "Namespace" -> Names.isLabel(name) ? null : Names.LABEL;
            case "Service" -> {
                boolean startsWithDigit = !name.isEmpty() && Character.isDigit(name.charAt(0));
                yield Names.isLabel(name) && !startsWithDigit ? null : Names.LABEL + ", beginning with a letter";
            }
            case "CronJob" ->
                limited(name, SHORTEST_LIMIT, ", since its Jobs' names, which stand in a label, are eleven longer");
            case "Job" -> limited(name, 63, ", since its pods carry it in a label");
            case "StatefulSet" ->
                limited(name, SHORTEST_LIMIT, ", since its pods carry it in a label, with a hash of ten behind it");
            default -> limited(name, 253, "");
        };
    }

    private static @Nullable String limited(String name, int most, String since) {
        boolean good = name.length() <= most && Names.isSubdomain(name);
        return good ? null : Names.SUBDOMAIN + ", and at most " + most + " characters" + since;
    }

    private boolean followsFromRefusedId(String name) {
        String id = object.owner().refusedId();
        return id != null && name.contains(id);
    }

    private void error(Rule id, String message, String fix) {
        object.owner().findings().report(id, object, message, fix);
    }
}
