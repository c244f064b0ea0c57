package espalier.secrets;

import espalier.hidden.Hidden;
import espalier.live.LiveException;
import espalier.live.LiveSecrets;
import espalier.live.StoredSecret;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key with which the controller of Sealed Secrets opens what is sealed in git. It made it itself, in a Secret that it finds by its
 * label: without it, a cluster that is made anew opens nothing.
 *
 * @param values its certificate and its private key
 */
public record SealingSecret(String namespace, String name, Map<String, Hidden> values) {
    private static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
    private static final String ACTIVE = "active";

    /** The Secret's type. */
    public static final String TYPE = "kubernetes.io/tls";

    /** By what the controller finds it. */
    public static Map<String, String> labels() {
        return Map.of(LABEL, ACTIVE);
    }

    /** Those of a running cluster, as they are written into the escrow of {@code cluster}. */
    static List<Mapping> documents(String cluster, LiveSecrets live) throws LiveException {
        var documents = new ArrayList<Mapping>();
        for (StoredSecret stored : live.labelled(LABEL + "=" + ACTIVE)) {
            var values = new Mapping();
            stored.data().forEach((key, value) -> values.put(key, value.reveal()));
            Mapping document = Escrow.document(cluster, stored, values);
            document.child("metadata").put("labels", Mapping.of(LABEL, ACTIVE));
            documents.add(document);
        }
        return documents;
    }

    /** Those in an escrow of {@code cluster}. */
    static List<SealingSecret> in(Hidden text, String cluster) throws SecretException {
        var keys = new ArrayList<SealingSecret>();
        for (Mapping secret : Escrow.secrets(text, cluster)) {
            Mapping metadata = secret.child("metadata");
            Mapping labels = metadata.mapping("labels");
            if (labels != null && ACTIVE.equals(labels.text(LABEL))) {
                var values = new LinkedHashMap<String, Hidden>();
                secret.child("stringData").forEach((key, value) -> values.put(key, Hidden.of(((Leaf) value).text())));
                keys.add(new SealingSecret(
                        String.valueOf(metadata.text("namespace")), String.valueOf(metadata.text("name")), values));
            }
        }
        return keys;
    }

    /** Whether a running cluster has any. */
    public static boolean isAnyIn(LiveSecrets live) throws LiveException {
        return !live.labelled(LABEL + "=" + ACTIVE).isEmpty();
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
