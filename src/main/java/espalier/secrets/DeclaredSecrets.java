package espalier.secrets;

import espalier.Identity;
import espalier.Names;
import espalier.Node;
import espalier.Reference;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.order.Order;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Secrets that a cluster's bootstrap makes, and which value is made of which. */
public final class DeclaredSecrets {
    private final Map<Identity, SecretDeclaration> all = new LinkedHashMap<>();

    private final boolean sealed;

    private DeclaredSecrets(boolean sealed) {
        this.sealed = sealed;
    }

    /** Those of the cluster that {@code order} is of. */
    public static DeclaredSecrets of(Order order) {
        var secrets = new DeclaredSecrets(!order.graph().ofKind("SealedSecret").isEmpty());
        for (Node node : order.cluster().node().subtree()) {
            for (SecretDeclaration secret : node.declaredSecrets()) {
                secrets.all.putIfAbsent(secret.identity(), secret);
            }
        }
        SecretDeclaration git = GitCredential.of(order);
        if (git != null) {
            secrets.all.putIfAbsent(git.identity(), git);
        }
        return secrets;
    }

    /** Whether the cluster opens what is sealed in git, with keys that it makes itself. */
    boolean hasSealingKeys() {
        return sealed;
    }

    /** In tree order. */
    public Collection<SecretDeclaration> all() {
        return all.values();
    }

    /** The Secret of that identity; null where the bootstrap does not make it. */
    public @Nullable SecretDeclaration get(Identity identity) {
        return all.get(identity);
    }

    /** The keys of which a person brings the value. */
    public Map<KeyName, Given> given() {
        var given = new LinkedHashMap<KeyName, Given>();
        for (SecretDeclaration secret : all.values()) {
            for (Key key : secret.keys()) {
                if (key.recipe() instanceof Given recipe) {
                    given.put(new KeyName(secret.identity(), key.name()), recipe);
                }
            }
        }
        return given;
    }

    /** The one of {@code keys} that {@code name}, as {@code SECRET/KEY} or with the namespace in front, means. */
    public static KeyName named(String name, Collection<KeyName> keys) throws SecretException {
        var found = new ArrayList<KeyName>();
        var names = new ArrayList<String>();
        for (KeyName key : keys) {
            names.add(key.toString());
            if (key.isCalled(name)) {
                found.add(key);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new SecretException(
                    "several are called " + name + ": put the namespace in front, as in " + found.get(0));
        }
        String near = Names.nearest(name, names);
        throw new SecretException("there is none called " + name
                + (names.isEmpty() ? "" : "; there are: " + String.join(", ", names))
                + (near == null ? "" : ". Did you mean " + near + "?"));
    }

    /** What must be made anew when the value of {@code changed} is another, each after what it is made of. */
    public Set<KeyName> madeOf(KeyName changed) {
        var made = new LinkedHashSet<KeyName>();
        var due = new ArrayDeque<KeyName>(List.of(changed));
        while (!due.isEmpty()) {
            KeyName source = due.remove();
            for (SecretDeclaration secret : all.values()) {
                for (Key key : secret.keys()) {
                    KeyName name = new KeyName(secret.identity(), key.name());
                    if (sources(name).contains(source)) {
                        made.remove(name); // it comes after the last of what it is made of
                        made.add(name);
                        due.add(name);
                    }
                }
            }
        }
        return made;
    }

    /** What the value of {@code name} is made of. */
    public List<KeyName> sources(KeyName name) {
        SecretDeclaration secret = all.get(name.secret());
        Key key = secret == null ? null : secret.key(name.key());
        var sources = new ArrayList<KeyName>();
        if (key != null && key.recipe() instanceof Bcrypt bcrypt) {
            sources.add(new KeyName(name.secret(), bcrypt.of()));
        } else if (key != null && key.recipe() instanceof Composed composed) {
            for (Reference part : composed.text().references()) {
                if (part.isSecretValue() && part.detail() != null) {
                    sources.add(new KeyName(part.provision().identity(), part.detail()));
                }
            }
        }
        return sources;
    }
}
