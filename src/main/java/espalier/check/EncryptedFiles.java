package espalier.check;

import espalier.EncryptedText;
import espalier.KubernetesObject;
import espalier.Verbatim;
import espalier.graph.ObjectGraph;
import espalier.rules.Encryption;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Encrypted Secrets: all for those whom the cluster names, and nothing of what is encrypted changed by a patch. */
final class EncryptedFiles {
    private static final FieldPath AGE = FieldPath.of("sops", "age");

    private EncryptedFiles() {}

    static void check(ObjectGraph graph) {
        Set<String> wanted = new TreeSet<>(graph.cluster().settings().sopsRecipients());
        boolean isSaid = !wanted.isEmpty();
        String whose = "the cluster's settings name ";
        for (KubernetesObject secret : graph.ofKind("Secret")) {
            if (!secret.isEncrypted()) {
                continue;
            }
            Set<String> found = recipients(secret.body().child("sops"));
            if (wanted.isEmpty() && !found.isEmpty()) {
                wanted = found;
                whose = secret + " is for ";
            } else if (!found.equals(wanted) && (isSaid || !found.isEmpty())) {
                reportRecipients(secret, found, wanted, whose);
            }
            Verbatim verbatim = secret.verbatim();
            if (verbatim == null) {
                findClear(secret);
            } else if (!secret.owner().holdsBroken()) {
                findChanges(secret, verbatim.changes(secret.body()));
            }
        }
    }

    private static Set<String> recipients(Mapping sops) {
        var found = new TreeSet<String>();
        collect(sops.sequence("age"), found);
        Sequence groups = sops.sequence("key_groups");
        for (int i = 0; groups != null && i < groups.size(); i++) {
            if (groups.get(i) instanceof Mapping group) {
                collect(group.sequence("age"), found);
            }
        }
        return found;
    }

    private static void collect(@Nullable Sequence age, Set<String> into) {
        for (int i = 0; age != null && i < age.size(); i++) {
            if (age.get(i) instanceof Mapping key && key.text("recipient") != null) {
                into.add(String.valueOf(key.text("recipient")));
            }
        }
    }

    private static void reportRecipients(KubernetesObject secret, Set<String> found, Set<String> wanted, String whose) {
        String present = found.isEmpty() ? "for no age recipient" : "for " + String.join(", ", found);
        secret.error(
                Encryption.RECIPIENT,
                AGE,
                present,
                "Tried to let Flux decrypt " + secret + ", but it is encrypted " + present + ", and " + whose
                        + String.join(", ", wanted),
                "name the same in .sops.yaml, and run `sops updatekeys` on the file");
    }

    /** Of a file that is carried as it is, the values are looked at where it is read; this one came with other manifests. */
    private static void findClear(KubernetesObject secret) {
        for (String field : new String[] {"data", "stringData"}) {
            Mapping data = secret.body().mapping(field);
            for (int i = 0; data != null && i < data.size(); i++) {
                if (data.valueAt(i) instanceof Leaf leaf && !leaf.text().isEmpty() && !EncryptedText.is(leaf.text())) {
                    secret.error(
                            Encryption.NOT_ENCRYPTED,
                            FieldPath.of(field, data.keyAt(i)),
                            secret,
                            "Tried to let Flux decrypt " + secret + ", but it says in clear: " + field + "."
                                    + data.keyAt(i),
                            "change its values with `sops edit` only; and change this one, if it was ever committed");
                }
            }
        }
    }

    /** Of what stands in the file, only these two can be changed behind it: neither is encrypted, nor says what it is. */
    private static void findChanges(KubernetesObject secret, Mapping changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (!changes.keyAt(i).equals("metadata")) {
                report(secret, FieldPath.of(changes.keyAt(i)));
            }
        }
        Value metadata = changes.get("metadata");
        for (String key : metadata instanceof Mapping mapping ? mapping.keys() : List.<String>of()) {
            if (!key.equals("labels") && !key.equals("annotations")) {
                report(secret, FieldPath.of("metadata", key));
            }
        }
    }

    private static void report(KubernetesObject secret, FieldPath field) {
        secret.owner()
                .findings()
                .report(
                        Encryption.ENCRYPTED_CHANGED,
                        secret,
                        field,
                        null,
                        "Tried to change " + field + " of " + secret
                                + ", but git holds that Secret as somebody encrypted it",
                        "take the patch away, and change the file with `sops edit`");
    }
}
