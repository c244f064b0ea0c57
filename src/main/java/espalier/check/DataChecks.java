package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.Node;
import espalier.SecretDeclaration;
import espalier.graph.ObjectGraph;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.nio.charset.StandardCharsets;

/** Keys and sizes of ConfigMaps and Secrets that the API server would refuse. */
final class DataChecks {
    /** 1 MiB for all values together. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String KEY = "only letters, digits, -, _ and ., at most 253 of them";

    private final KubernetesObject object;
    private int bytes;

    private DataChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.ofKind("ConfigMap")) {
            new DataChecks(object).check();
        }
        for (KubernetesObject object : graph.ofKind("Secret")) {
            new DataChecks(object).check();
        }
        for (Node node : graph.cluster().node().subtree()) {
            for (SecretDeclaration declaration : node.declaredSecrets()) {
                declared(node, declaration);
            }
        }
    }

    /** A Secret that the bootstrap makes is no object here, but must be one that Kubernetes takes. */
    private static void declared(Node node, SecretDeclaration declaration) {
        String name = declaration.provision().identity().name();
        boolean reported = node.refusedId() != null && name.contains(String.valueOf(node.refusedId()));
        if (!Names.isSubdomain(name) && !reported) {
            String message = "Tried to declare the Secret \"" + name + "\", but its name has only " + Names.SUBDOMAIN;
            node.findings().report(Soundness.NAME, node, message, "change the id of the construct, or its named(…)");
        }
        for (SecretDeclaration.Key key : declaration.keys()) {
            if (!isKey(key.name())) {
                String message = "Tried to declare the key \"" + key.name() + "\" of " + declaration.provision()
                        + ", but a key has " + KEY;
                node.findings().report(Soundness.DATA_KEY, node, message, "change the key");
            }
        }
    }

    private void check() {
        for (String field : new String[] {"data", "stringData", "binaryData"}) {
            Mapping data = object.body().mapping(field);
            if (data != null) {
                for (int i = 0; i < data.size(); i++) {
                    entry(data.keyAt(i), data.valueAt(i));
                }
            }
        }
        if (bytes > MOST_BYTES) {
            error(
                    Soundness.DATA_SIZE,
                    "Tried to put " + bytes + " bytes into " + object + ", but Kubernetes takes at most " + MOST_BYTES,
                    "spread the files over several, or let an init container fetch them");
        }
    }

    private void entry(String key, Value value) {
        if (!isKey(key) && UnwritableText.keyObstacle(key) == null) {
            error(
                    Soundness.DATA_KEY,
                    "Tried to put the key \"" + key + "\" into " + object
                            + ", but a key, which becomes a file's name, has " + KEY,
                    "use the bare file name; where it is mounted is said with mountPart(volume, key, path)");
        }
        if (value instanceof Leaf leaf && leaf.isString()) {
            // A character has at most three bytes, and a pair of surrogates four: only much text needs to be counted.
            String text = leaf.text();
            bytes += text.length() > MOST_BYTES / 100 ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
        } else {
            error(
                    Soundness.DATA_VALUE,
                    "Tried to put " + key + ": " + value + " into " + object + ", but a value must be text",
                    "put it in quotes");
        }
    }

    private static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > 253 || key.equals(".") || key.startsWith("..")) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private void error(Rule id, String message, String fix) {
        object.owner().findings().report(id, object, message, fix);
    }
}
