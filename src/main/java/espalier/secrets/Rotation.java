package espalier.secrets;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.SecretDeclaration.Random;
import espalier.hidden.Hidden;
import espalier.live.LiveException;
import espalier.live.LiveSecrets;
import espalier.live.StoredSecret;
import espalier.order.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New values for keys of one Secret, and for everything that is made of them, in other Secrets and namespaces as well.
 *
 * @param fresh the keys that get a new random value
 * @param remade the keys that are made anew of others
 */
public record Rotation(DeclaredSecrets declared, Set<KeyName> fresh, Set<KeyName> remade) {
    private static final int MOST_TRIES = 5;

    /**
     * What {@code asked} means: {@code SECRET} for all its random values, {@code SECRET/KEY} for one, with or without a namespace
     * in front. A key that is made of others is made anew, and they stay.
     *
     * @throws SecretException where there is no such Secret, or it is not for us to change, with who can
     */
    public static Rotation of(String asked, DeclaredSecrets declared, Order order) throws SecretException {
        Set<KeyName> fresh = new LinkedHashSet<>();
        Set<KeyName> remade = new LinkedHashSet<>();
        for (KeyName name : meant(asked, declared, order)) {
            SecretDeclaration secret = declared.get(name.secret());
            Key key = secret == null ? null : secret.key(name.key());
            if (key != null && key.recipe() instanceof Random) {
                fresh.add(name);
            } else {
                remade.add(name);
            }
        }
        for (KeyName name : fresh) {
            remade.addAll(declared.madeOf(name));
        }
        for (KeyName name : List.copyOf(remade)) {
            remade.addAll(declared.madeOf(name));
        }
        return new Rotation(declared, fresh, remade);
    }

    private static List<KeyName> meant(String asked, DeclaredSecrets declared, Order order) throws SecretException {
        var keys = new ArrayList<KeyName>();
        for (SecretDeclaration secret : declared.all()) {
            Identity identity = secret.identity();
            boolean whole = asked.equals(identity.name()) || asked.equals(identity.namespace() + "/" + identity.name());
            for (Key key : secret.keys()) {
                KeyName name = new KeyName(identity, key.name());
                if (whole && key.recipe() instanceof Random) {
                    keys.add(name);
                } else if (!whole && name.isCalled(asked)) {
                    keys.add(name);
                    refuse(name, key);
                }
            }
            if (whole && keys.isEmpty()) {
                refuse(
                        new KeyName(identity, secret.keys().get(0).name()),
                        secret.keys().get(0));
                throw new SecretException("it has no random value: it is made of others, which are to be rotated: "
                        + sources(secret, declared));
            }
        }
        Set<Identity> secrets = new LinkedHashSet<>();
        keys.forEach(key -> secrets.add(key.secret()));
        if (secrets.size() > 1) {
            throw new SecretException(
                    "several are called " + asked + ": put the namespace in front, as in " + keys.get(0));
        }
        if (keys.isEmpty()) {
            throw unknown(asked, declared, order);
        }
        return keys;
    }

    private static String sources(SecretDeclaration secret, DeclaredSecrets declared) {
        var names = new LinkedHashSet<String>();
        for (Key key : secret.keys()) {
            declared.sources(new KeyName(secret.identity(), key.name()))
                    .forEach(source -> names.add(source.toString()));
        }
        return String.join(", ", names);
    }

    private static void refuse(KeyName name, Key key) throws SecretException {
        if (key.recipe() instanceof Given given) {
            Identity secret = name.secret();
            throw new SecretException(name + " was brought by a person (" + given.what()
                    + "). Get a new one from where it comes from, then: kubectl --namespace " + secret.namespace()
                    + " delete secret " + secret.name() + ", and espalier bootstrap with --given-file " + name
                    + "=FILE");
        }
    }

    /** A Secret that the bootstrap does not make is for somebody else to change. */
    private static SecretException unknown(String asked, DeclaredSecrets declared, Order order) throws SecretException {
        for (Provision provision : order.graph().provisions()) {
            if (isCalled(provision.identity(), asked)) {
                KubernetesObject maker = provision.maker();
                return new SecretException(provision.identity() + " is "
                        + (maker == null
                                ? "made outside git: change it where it is made"
                                : "made from " + maker + ": change the value there, and the controller brings it"));
            }
        }
        for (KubernetesObject secret : order.graph().ofKind("Secret")) {
            if (isCalled(secret.identity(), asked)) {
                return new SecretException(secret + " stands in git"
                        + (secret.isEncrypted()
                                ? ", encrypted: change it with sops edit, commit, and push"
                                : ": change it there"));
            }
        }
        var names = new ArrayList<KeyName>();
        for (SecretDeclaration secret : declared.all()) {
            secret.keys().forEach(key -> names.add(new KeyName(secret.identity(), key.name())));
        }
        DeclaredSecrets.named(asked, names);
        return new SecretException("there is none called " + asked);
    }

    private static boolean isCalled(Identity identity, String asked) {
        String name = identity.name();
        String full = identity.namespace() + "/" + name;
        return identity.kind().equals("Secret")
                && (asked.equals(name)
                        || asked.equals(full)
                        || asked.startsWith(name + "/")
                        || asked.startsWith(full + "/"));
    }

    /** All keys whose values change. */
    public Set<KeyName> changed() {
        Set<KeyName> all = new LinkedHashSet<>(fresh);
        all.addAll(remade);
        return all;
    }

    /** Refuses what cannot be changed, before anything is. */
    public void check(LiveSecrets live) throws LiveException, SecretException {
        for (KeyName name : changed()) {
            StoredSecret stored = stored(name.secret(), live);
            if (!stored.fixed().isEmpty() || !stored.maker().isEmpty()) {
                throw new SecretException(name.secret() + " cannot be changed: "
                        + (stored.fixed().isEmpty() ? stored.maker() + " makes it" : stored.fixed()));
            }
            for (KeyName source : declared.sources(name)) {
                if (stored(source.secret(), live).data().get(source.key()) == null) {
                    throw new SecretException(name + " is made of " + source
                            + ", which is not there: espalier bootstrap makes what is missing");
                }
            }
        }
    }

    private static StoredSecret stored(Identity secret, LiveSecrets live) throws LiveException, SecretException {
        StoredSecret stored = live.get(secret.namespace(), secret.name());
        if (stored == null) {
            throw new SecretException(secret + " is not there: espalier bootstrap makes what is missing");
        }
        return stored;
    }

    /** Writes the new values, those first of which others are made. Gives the Secrets that were changed. */
    public Set<Identity> write(LiveSecrets live) throws LiveException, SecretException {
        Map<KeyName, Hidden> values = values(live);
        Map<Identity, Map<String, Hidden>> bySecret = new LinkedHashMap<>();
        values.forEach((name, value) -> bySecret.computeIfAbsent(name.secret(), secret -> new LinkedHashMap<>())
                .put(name.key(), value));
        for (Map.Entry<Identity, Map<String, Hidden>> entry : bySecret.entrySet()) {
            set(entry.getKey(), entry.getValue(), live);
        }
        return bySecret.keySet();
    }

    private static void set(Identity secret, Map<String, Hidden> values, LiveSecrets live)
            throws LiveException, SecretException {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (live.set(stored(secret, live), values)) {
                return;
            }
        }
        throw new SecretException(secret + " was changed by somebody else each of " + MOST_TRIES
                + " times that its new values were about to be written: run this again");
    }

    private Map<KeyName, Hidden> values(LiveSecrets live) throws LiveException, SecretException {
        Map<KeyName, Hidden> values = new LinkedHashMap<>();
        for (KeyName name : changed()) {
            make(name, values, live);
        }
        return values;
    }

    private void make(KeyName name, Map<KeyName, Hidden> values, LiveSecrets live)
            throws LiveException, SecretException {
        if (values.containsKey(name)) {
            return;
        }
        Map<KeyName, Hidden> parts = new LinkedHashMap<>();
        for (KeyName source : declared.sources(name)) {
            if (fresh.contains(source) || remade.contains(source)) {
                make(source, values, live);
            }
            Hidden part = values.get(source);
            Hidden there = part == null ? stored(source.secret(), live).data().get(source.key()) : part;
            if (there != null) {
                parts.put(source, there);
            }
        }
        Hidden value = made(key(name), parts);
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable Hidden made(Key key, Map<KeyName, Hidden> parts) {
        if (key.recipe() instanceof Random random) {
            return RandomText.of(random);
        }
        if (key.recipe() instanceof Bcrypt bcrypt) {
            Hidden password = parts.isEmpty() ? null : parts.values().iterator().next();
            return password == null ? null : PasswordHash.of(password, bcrypt.cost());
        }
        return key.recipe() instanceof Composed composed ? SecretState.made(composed, parts::get) : null;
    }

    private Key key(KeyName name) {
        SecretDeclaration secret = declared.get(name.secret());
        Key key = secret == null ? null : secret.key(name.key());
        if (key == null) {
            throw new IllegalStateException(name + " is not declared");
        }
        return key;
    }
}
