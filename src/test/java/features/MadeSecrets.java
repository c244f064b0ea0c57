package features;

import at.favre.lib.crypto.bcrypt.BCrypt;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Random;
import espalier.compile.Compilation;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The Secrets that a cluster declares, made as it says they are to be made. */
public final class MadeSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private MadeSecrets() {}

    /** Values by {@code secret/key}. What a person hands over is left out. */
    public static Map<String, String> of(Compilation compilation) {
        var values = new LinkedHashMap<String, String>();
        var cluster = Objects.requireNonNull(compilation.order()).cluster();
        for (var node : cluster.node().subtree()) {
            for (SecretDeclaration declared : node.declaredSecrets()) {
                String name = declared.provision().identity().name() + "/";
                for (SecretDeclaration.Key key : declared.keys()) {
                    if (key.recipe() instanceof Random random) {
                        values.put(name + key.name(), random(random));
                    } else if (key.recipe() instanceof Composed composed) {
                        String value = composed.value((secret, of) -> values.get(secret.name() + "/" + of));
                        values.put(name + key.name(), value);
                    } else if (key.recipe() instanceof Bcrypt bcrypt) {
                        values.put(name + key.name(), bcrypt(bcrypt.cost(), values.get(name + bcrypt.of())));
                    }
                }
            }
        }
        return values;
    }

    static String bcrypt(int cost, String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2A).hashToString(cost, password.toCharArray());
    }

    private static String random(Random recipe) {
        String characters = switch (recipe.alphabet()) {
            case ALPHANUMERIC -> "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
            case HEXADECIMAL -> "0123456789abcdef";
        };
        var value = new StringBuilder(recipe.prefix());
        for (int i = 0; i < recipe.length(); i++) {
            value.append(characters.charAt(RANDOM.nextInt(characters.length())));
        }
        return value.toString();
    }
}
