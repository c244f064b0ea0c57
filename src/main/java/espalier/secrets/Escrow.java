package espalier.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.hidden.Hidden;
import espalier.live.StoredSecret;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generated values of a cluster, kept outside it.
 *
 * <p>They are Secrets as {@code kubectl apply} takes them: who has the age identity needs nothing else to put them back.
 */
public final class Escrow {
    private static final String CLUSTER = "espalier.dev/cluster";

    private Escrow() {}

    /** A Secret in it, with the keys that the bootstrap makes; null where there is none of these. */
    static @Nullable Mapping document(String cluster, SecretDeclaration declared, StoredSecret stored) {
        var values = new Mapping();
        for (Key key : declared.keys()) {
            Hidden value = stored.data().get(key.name());
            if (value != null && !(key.recipe() instanceof Given)) {
                values.put(key.name(), value.reveal());
            }
        }
        return values.isEmpty() ? null : document(cluster, stored, values);
    }

    /** {@code values} of the Secret {@code stored}. */
    static Mapping document(String cluster, StoredSecret stored, Mapping values) {
        return Mapping.of("apiVersion", "v1")
                .put("kind", "Secret")
                .put(
                        "metadata",
                        Mapping.of("name", stored.name())
                                .put("namespace", stored.namespace())
                                .put("annotations", Mapping.of(CLUSTER, cluster)))
                .put("type", stored.type())
                .put("stringData", values);
    }

    /** The whole, to be encrypted. */
    static Hidden text(List<Mapping> documents) {
        return Hidden.of(new String(YamlWriter.documents(documents), UTF_8));
    }

    /** The values in {@code text}, which must be those of {@code cluster}. */
    public static Map<KeyName, Hidden> values(Hidden text, String cluster) throws SecretException {
        var values = new LinkedHashMap<KeyName, Hidden>();
        for (Mapping secret : secrets(text, cluster)) {
            Mapping metadata = secret.child("metadata");
            Identity identity = Identity.of(
                    "", "Secret", String.valueOf(metadata.text("namespace")), String.valueOf(metadata.text("name")));
            secret.child("stringData")
                    .forEach((key, value) -> values.put(new KeyName(identity, key), Hidden.of(((Leaf) value).text())));
        }
        return values;
    }

    /** The Secrets in {@code text}, which must be those of {@code cluster}. */
    static List<Mapping> secrets(Hidden text, String cluster) throws SecretException {
        List<YamlReader.Document> documents = new ArrayList<>();
        try {
            documents = YamlReader.documents(text.reveal());
        } catch (YamlReader.SyntaxException e) { // whose message quotes the text
            throw new SecretException("what is in it is no YAML, from line " + e.line() + " on");
        }
        var secrets = new ArrayList<Mapping>();
        for (YamlReader.Document document : documents) {
            Mapping secret = document.value() instanceof Mapping mapping ? mapping : new Mapping();
            Mapping metadata = secret.mapping("metadata");
            if (!"Secret".equals(secret.text("kind")) || metadata == null || secret.mapping("stringData") == null) {
                throw new SecretException("what is in it is no escrow: not all of it are Secrets with stringData");
            }
            Mapping annotations = metadata.mapping("annotations");
            String whose = annotations == null ? null : annotations.text(CLUSTER);
            if (!cluster.equals(whose)) {
                throw new SecretException("it is that of " + whose + ", and not of " + cluster);
            }
            secrets.add(secret);
        }
        return secrets;
    }
}
