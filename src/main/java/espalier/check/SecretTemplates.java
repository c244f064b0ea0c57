package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.GoTemplate;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** Templates of external and sealed Secrets that read what none of their sources gives, where that can be known. */
final class SecretTemplates {
    private static final FieldPath DATA = FieldPath.of("target", "template", "data");

    private static final FieldPath SEALED = FieldPath.of("spec", "template", "data");
    private static final FieldPath ENCRYPTED = FieldPath.of("spec", "encryptedData");

    private SecretTemplates() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject secret : graph.ofKind("ExternalSecret")) {
            check(secret, FieldPath.of("spec"));
        }
        graph.ofKind("SealedSecret").forEach(SecretTemplates::sealed);
        for (KubernetesObject secret : graph.ofKind("ClusterExternalSecret")) {
            check(secret, FieldPath.of("spec", "externalSecretSpec"));
        }
    }

    /** A sealed Secret's templates read what is sealed beside them, and would write {@code <no value>} for all else. */
    private static void sealed(KubernetesObject secret) {
        if (!(SEALED.in(secret.body()) instanceof Mapping templates)
                || !(ENCRYPTED.in(secret.body()) instanceof Mapping encrypted)) {
            return;
        }
        List<String> given = encrypted.keys();
        for (int i = 0; i < templates.size(); i++) {
            String text = templates.valueAt(i) instanceof Leaf template ? template.text() : "";
            for (String read : GoTemplate.readBy(text)) {
                if (!given.contains(read)) {
                    String near = Names.nearest(read, given);
                    secret.error(
                            References.TEMPLATE_KEY,
                            SEALED.field(templates.keyAt(i)),
                            read,
                            "Tried to make the key \"" + templates.keyAt(i) + "\" of " + secret + " of \"" + read
                                    + "\", but sealed in it is "
                                    + (given.isEmpty() ? "nothing" : "only: " + String.join(", ", given)),
                            near == null ? "seal it as well, under encryptedData" : "write ." + near);
                }
            }
        }
    }

    private static void check(KubernetesObject secret, FieldPath at) {
        if (!(at.in(secret.body()) instanceof Mapping spec)
                || !(DATA.in(spec) instanceof Mapping templates)
                || hasUnknownFields(spec)) {
            return;
        }
        List<String> given = given(spec);
        for (String key : templates.keys()) {
            if (templates.get(key) instanceof Leaf template) {
                for (String read : GoTemplate.readBy(template.text())) {
                    if (!given.contains(read)) {
                        report(secret, at, key, read, given);
                    }
                }
            }
        }
    }

    /** Whatever is taken as a whole can have any field. */
    private static boolean hasUnknownFields(Mapping spec) {
        Sequence whole = spec.sequence("dataFrom");
        return whole != null && !whole.isEmpty();
    }

    private static List<String> given(Mapping spec) {
        var given = new ArrayList<String>();
        Sequence data = spec.sequence("data");
        if (data != null) {
            for (Value one : data) {
                if (one instanceof Mapping entry && entry.text("secretKey") != null) {
                    given.add(String.valueOf(entry.text("secretKey")));
                }
            }
        }
        return given;
    }

    private static void report(KubernetesObject secret, FieldPath at, String key, String read, List<String> given) {
        String near = Names.nearest(read, given);
        secret.error(
                References.TEMPLATE_KEY,
                at.field("target").field("template").field("data").field(key),
                read,
                "Tried to make the key \"" + key + "\" of " + secret + " of \"" + read + "\", but its sources give "
                        + (given.isEmpty() ? "nothing" : "only: " + String.join(", ", given)),
                near == null ? "read it from the store as well, under data" : "write ." + near);
    }
}
