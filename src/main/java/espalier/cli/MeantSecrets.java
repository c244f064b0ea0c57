package espalier.cli;

import espalier.Identity;
import espalier.Names;
import espalier.sealed.Wanted;
import espalier.sealed.Wanted.Part;
import espalier.secrets.SecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which Secrets and keys the words of a command line mean. */
final class MeantSecrets {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private final SealedFiles files;
    private final @Nullable String namespace;

    /** @param namespace where the Secret is said to be; null where it is not said */
    MeantSecrets(SealedFiles files, @Nullable String namespace) {
        this.files = files;
        this.namespace = namespace;
    }

    /** The Secret that is meant: a declared one, one that is read from a file, or a new one. */
    Identity secret(String name) throws SecretException {
        for (String part : new String[] {name, namespace}) {
            if (part != null && !Names.isLabel(part)) {
                throw new SecretException("\"" + part + "\" is no name: lower-case letters, digits and - between them");
            }
        }
        List<Identity> called = files.called(name, namespace);
        if (called.size() == 1) {
            return called.get(0);
        }
        if (called.size() > 1) {
            var where = new ArrayList<String>();
            called.forEach(one -> where.add(one.namespace()));
            throw new SecretException(
                    "several Secrets are called " + name + ": say --namespace, one of: " + String.join(", ", where));
        }
        if (namespace != null) {
            return Identity.of("", "Secret", namespace, name);
        }
        String near = Names.nearest(name, files.names());
        throw new SecretException("no Secret that the cluster reads is called " + name
                + (near == null ? "" : " (the nearest is " + near + ")") + ": for a new one, say --namespace");
    }

    /** Refuses {@code keys} that {@code secret} cannot have. */
    void check(Identity secret, List<String> keys) throws SecretException {
        Wanted wanted = files.declared(secret);
        var known = new ArrayList<String>();
        for (Part part : wanted == null ? List.<Part>of() : wanted.parts()) {
            known.add(part.key());
        }
        for (String key : keys) {
            if (!KEY.matcher(key).matches()) {
                throw new SecretException("\"" + key + "\" is no key of a Secret: letters, digits, - _ and .");
            }
            if (wanted != null && !known.contains(key)) {
                String near = Names.nearest(key, known);
                throw new SecretException(secret.namespace() + "/" + secret.name() + " is declared without a key " + key
                        + " to be sealed; it has: " + String.join(", ", known)
                        + (near == null ? "" : ". Did you mean " + near + "?"));
            }
        }
        if (keys.isEmpty() && wanted == null) {
            throw new SecretException("no key of " + secret.namespace() + "/" + secret.name() + " was named");
        }
    }
}
