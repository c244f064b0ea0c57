package espalier.flux;

import espalier.EncryptedText;
import espalier.Node;
import espalier.Origin;
import espalier.Resource;
import espalier.rules.Encryption;
import espalier.rules.Rule;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import espalier.yaml.BlockYaml;
import espalier.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A file that SOPS encrypted, as far as anybody can read it: all but the values. What is wrong with it is a finding. */
final class SopsFile {
    /** Stands for each value, so that none that somebody forgot to encrypt gets any further. */
    private static final Value OPAQUE = Scalar.of("ENC[]");

    private static final String RULE = "^(data|stringData)$";
    private static final String[] FIELDS = {"data", "stringData"};

    private final Node node;
    private final Resource resource;
    private final String path;
    private final Origin origin;
    private final String text;

    private SopsFile(Node node, Resource resource) {
        this.node = node;
        this.resource = resource;
        this.path = "src/main/resources/" + resource.path();
        this.text = node.text(resource);
        this.origin = node.origin().inFile(path, 1);
    }

    /** Makes the Secret of {@code resource} an object of {@code node}; gives its body, or null where it is none. */
    static @Nullable Mapping add(Node node, Resource resource) {
        var file = new SopsFile(node, resource);
        Mapping body = file.text.isEmpty() ? null : file.body(); // a file that is missing is told already
        if (body == null || !file.isSecret(body)) {
            node.markIncomplete();
            return null;
        }
        file.checkPlace(body);
        file.checkValues(body);
        for (String field : FIELDS) {
            Mapping data = body.mapping(field);
            for (int i = 0; data != null && i < data.size(); i++) {
                data.setValueAt(i, OPAQUE);
            }
        }
        node.add(body, file.origin).writeAs(file.text);
        return body;
    }

    private @Nullable Mapping body() {
        Mapping plain = BlockYaml.read(text);
        if (plain != null) {
            return plain;
        }
        try {
            List<YamlReader.Document> documents = YamlReader.documents(text);
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping body) {
                return body;
            }
            wrong("it holds " + (documents.size() == 1 ? "no object" : documents.size() + " documents"), "");
        } catch (YamlReader.SyntaxException e) {
            wrong("line " + e.line() + " is no YAML: " + e.getMessage(), "");
        }
        return null;
    }

    private boolean isSecret(Mapping body) {
        Mapping sops = body.mapping("sops");
        if (sops == null || sops.text("mac") == null) {
            String found = sops == null
                    ? "nothing in it is encrypted"
                    : "its block sops has no mac, so that SOPS did not write it";
            report(
                    Encryption.NOT_ENCRYPTED,
                    found,
                    "run `sops encrypt --in-place " + path
                            + "`; and change the values, if they were ever committed in clear");
            return false;
        }
        Mapping metadata = body.mapping("metadata");
        String name = metadata == null ? null : metadata.text("name");
        for (String said : new String[] {body.text("apiVersion"), body.text("kind"), name}) {
            if (said != null && said.startsWith("ENC[")) {
                wrong(
                        "not only its values are encrypted, so that nobody can tell what it is",
                        "encrypt it with --encrypted-regex '" + RULE + "'");
                return false;
            }
        }
        if (!"v1".equals(body.text("apiVersion")) || !"Secret".equals(body.text("kind"))) {
            wrong("it is no Secret but a " + body.text("kind") + " of " + body.text("apiVersion"), "");
            return false;
        }
        if (name == null) {
            wrong("it has no metadata.name", "");
        }
        return name != null;
    }

    /** The namespace stands in the file, where the MAC may cover it, and by the construct: both must say the same. */
    private void checkPlace(Mapping body) {
        String inside = body.child("metadata").text("namespace");
        String own = node.namespace().text();
        if (inside == null) {
            wrong("it has no metadata.namespace", "write namespace: " + own + " with `sops edit " + path + "`");
        } else if (!inside.equals(own)) {
            wrong(
                    "it is a Secret of the namespace " + inside + ", and " + node.path() + " stands in " + own,
                    "make it in the namespace " + inside + ", with in(…); or write " + own + " with `sops edit " + path
                            + "`");
        }
    }

    private void checkValues(Mapping body) {
        var clear = new ArrayList<String>();
        var typed = new ArrayList<String>();
        String left = null;
        for (String field : FIELDS) {
            Mapping data = body.mapping(field);
            for (int i = 0; data != null && i < data.size(); i++) {
                String value = data.valueAt(i) instanceof Leaf leaf ? leaf.text() : null;
                if (value == null
                        || !value.isEmpty() && !EncryptedText.is(value)) { // SOPS leaves an empty text as it is
                    clear.add(field + "." + data.keyAt(i));
                } else if (!value.isEmpty() && !EncryptedText.wasText(value)) {
                    typed.add(field + "." + data.keyAt(i));
                }
            }
            left = left == null && data != null ? leftInClear(body.child("sops"), field) : left;
        }
        if (left != null) {
            report(
                    Encryption.NOT_ENCRYPTED,
                    left + " leaves values in clear" + (clear.isEmpty() ? "" : ": " + String.join(", ", clear)),
                    "write encrypted_regex: " + RULE + " into .sops.yaml, decrypt the file, and encrypt it anew; and"
                            + " change what was ever committed in clear");
        } else if (!clear.isEmpty()) {
            report(
                    Encryption.NOT_ENCRYPTED,
                    "it says in clear: " + String.join(", ", clear),
                    "bring back what was encrypted, and change values with `sops edit " + path
                            + "` only; and change those that were ever committed in clear");
        }
        if (!typed.isEmpty()) {
            wrong(
                    "these are no text, which is all that a Secret can hold: " + String.join(", ", typed),
                    "put them in quotes with `sops edit " + path + "`");
        }
    }

    /** The setting of the file by which SOPS leaves something below {@code field} as it is, or null. */
    private static @Nullable String leftInClear(Mapping sops, String field) {
        String regex = sops.text("encrypted_regex");
        if (regex != null && !regex.equals(RULE) && !finds(regex, field)) {
            return "its encrypted_regex " + regex;
        }
        String suffix = sops.text("encrypted_suffix");
        if (suffix != null && !field.endsWith(suffix)) {
            return "its encrypted_suffix " + suffix;
        }
        return sops.has("encrypted_comment_regex") ? "its encrypted_comment_regex" : null;
    }

    /** SOPS asks whether the pattern is found anywhere in the key. */
    private static boolean finds(String regex, String key) {
        try {
            return Pattern.compile(regex).matcher(key).find();
        } catch (PatternSyntaxException e) {
            return true; // Go's patterns are others; what they leave in clear is seen
        }
    }

    private void wrong(String found, String fix) {
        report(Encryption.ENCRYPTED_FILE, found, fix.isEmpty() ? "put one Secret into each file" : fix);
    }

    private void report(Rule rule, String found, String fix) {
        node.markBroken();
        node.findings()
                .report(rule, node, origin, "Tried to take the Secret from " + resource.path() + ", but " + found, fix);
    }
}
