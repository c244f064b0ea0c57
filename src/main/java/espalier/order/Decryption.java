package espalier.order;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets Flux decrypt the units that hold something encrypted, and no others. */
public final class Decryption {
    private static final String FLUX = "flux-system";
    /** kustomize-controller takes every key of the Secret that ends in {@code .agekey} for a file of age identities. */
    private static final String AGE_KEY = "age.agekey";

    private Decryption() {}

    /** The Secret that whoever bootstraps the cluster of {@code root} brings, to decrypt what is for {@code recipients}. */
    public static SecretDeclaration key(Node root, List<String> recipients) {
        String what = "the age identity (`AGE-SECRET-KEY-1…`) whose recipient is "
                + String.join(", or another whose is ", recipients);
        Provision secret = Provision.of(Identity.of("", "Secret", FLUX, "sops-age"), root);
        return new SecretDeclaration(
                secret.withKeys(List.of(AGE_KEY)), List.of(new Key(AGE_KEY, new Given(what, false, recipients))));
    }

    /** A Secret beside Flux with a key that SOPS reads: {@code *.agekey} for age, {@code *.asc} for OpenPGP. */
    public static @Nullable Identity keyIn(ObjectGraph graph) {
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            List<String> keys = provision.keys();
            if (identity.kind().equals("Secret") && identity.namespace().equals(FLUX) && keys != null) {
                for (String key : keys) {
                    if (key.endsWith(".agekey") || key.endsWith(".asc")) {
                        return identity;
                    }
                }
            }
        }
        return null;
    }

    static void fill(Unit unit, Mapping spec, @Nullable Identity key) {
        if (key == null || spec.has("decryption")) {
            return;
        }
        for (KubernetesObject object : unit.objects()) {
            if (object.isEncrypted()) {
                spec.put("decryption", Mapping.of("provider", "sops").put("secretRef", Mapping.of("name", key.name())));
                return;
            }
        }
    }
}
