package espalier.secrets;

import espalier.KubernetesObject;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.SecretDeclaration.Random;
import espalier.hidden.Hidden;
import espalier.live.KeptVolumes;
import espalier.live.LiveException;
import espalier.live.LiveSecrets;
import espalier.live.StoredSecret;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes what declared Secrets lack. A value that is there is never changed, whoever made it: what another writes meanwhile is
 * read again, and what is left is added to it.
 */
public final class SecretMaker {
    /** So often somebody else may change a Secret between a look and a write. */
    private static final int MOST_TRIES = 5;

    private final DeclaredSecrets declared;
    private final Readers readers;
    private final Givens givens;
    private final Map<KeyName, Hidden> restored;
    private final Set<String> mayBeNew;

    /**
     * @param givens what people bring
     * @param restored values from an escrow
     * @param mayBeNew names of Secrets that get new values though there is data which may be behind the old ones
     */
    public SecretMaker(
            DeclaredSecrets declared,
            Readers readers,
            Givens givens,
            Map<KeyName, Hidden> restored,
            Set<String> mayBeNew) {
        this.declared = declared;
        this.readers = readers;
        this.givens = givens;
        this.restored = restored;
        this.mayBeNew = mayBeNew;
    }

    /** How {@code secret} stands on the cluster. */
    public SecretState state(SecretDeclaration secret, LiveSecrets live) throws LiveException {
        var others = new LinkedHashMap<KeyName, @Nullable Hidden>();
        for (Key key : secret.keys()) {
            for (KeyName source : declared.sources(new KeyName(secret.identity(), key.name()))) {
                others.put(source, value(source, live));
            }
        }
        SecretState state = SecretState.of(secret, stored(secret, live), others::get);
        tellWhatIsNotTaken(state);
        return state;
    }

    /** A value that is there is kept, whatever somebody brings for it. */
    private void tellWhatIsNotTaken(SecretState state) {
        for (Key key : state.declared().keys()) {
            Hidden there = state.stored() == null ? null : state.stored().data().get(key.name());
            KeyName name = new KeyName(state.declared().identity(), key.name());
            Hidden other = key.recipe() instanceof Random ? restored.get(name) : null;
            if (key.recipe() instanceof Given given) {
                try {
                    other = givens.brought(name, given);
                } catch (SecretException e) {
                    state.notes()
                            .add("what was brought for its key " + key.name() + " cannot be read: " + e.getMessage());
                }
            }
            if (there != null && other != null && !there.equals(other)) {
                state.wrong()
                        .add("its key " + key.name() + " is there already, with another value than what was "
                                + (key.recipe() instanceof Given ? "brought" : "restored")
                                + ", and was left as it is: to have that one, delete the Secret, and run this again");
            }
        }
    }

    private static @Nullable StoredSecret stored(SecretDeclaration secret, LiveSecrets live) throws LiveException {
        return live.get(secret.identity().namespace(), secret.identity().name());
    }

    private static @Nullable Hidden value(KeyName name, LiveSecrets live) throws LiveException {
        StoredSecret stored = live.get(name.secret().namespace(), name.secret().name());
        return stored == null ? null : stored.data().get(name.key());
    }

    /** Why {@code secret} cannot be made, each reason with what to do; nothing is changed, and nobody is asked twice. */
    public List<String> obstacles(SecretDeclaration secret, LiveSecrets live, KeptVolumes volumes)
            throws LiveException {
        SecretState state = state(secret, live);
        var obstacles = new ArrayList<String>();
        for (Key key : state.missing()) {
            KeyName name = new KeyName(secret.identity(), key.name());
            if (key.recipe() instanceof Given given) {
                obstacles.addAll(lacking(name, given));
            } else if (key.recipe() instanceof Random && state.stored() == null) {
                obstacles.addAll(kept(name, volumes));
            }
        }
        return obstacles;
    }

    private List<String> lacking(KeyName name, Given given) {
        try {
            Hidden value = givens.value(name, given);
            if (value == null) {
                return given.optional() ? List.of() : List.of(name + " is to be brought: " + given.what());
            }
            String why = GivenCheck.obstacle(value, given);
            return why.isEmpty() ? List.of() : List.of(name + " cannot be what was brought: " + why);
        } catch (SecretException e) {
            return List.of(name + " cannot be read: " + e.getMessage());
        }
    }

    /** New passwords beside data that is behind the old ones. */
    private List<String> kept(KeyName name, KeptVolumes volumes) throws LiveException {
        String secret = name.secret().name();
        if (restored.containsKey(name)
                || mayBeNew.contains(secret)
                || mayBeNew.contains(name.secret().namespace() + "/" + secret)) {
            return List.of();
        }
        Set<KeyName> shown = new LinkedHashSet<>(Set.of(name));
        shown.addAll(declared.madeOf(name));
        for (KubernetesObject reader : readers.of(shown)) {
            for (KeptVolumes.Kept kept : volumes.all()) {
                if (Readers.keeps(reader, kept.namespace(), kept.claim())) {
                    return List.of(name + " is not there, but data of " + reader + " is, in " + kept
                            + ", which may be behind the password that it had. Bring that back from its escrow (--restore FILE"
                            + " --identity FILE), or say that a new one will do: --new-passwords-for " + secret);
                }
            }
        }
        return List.of();
    }

    /**
     * Makes what is missing of {@code secret}, and of what its values are made of.
     *
     * @return whether there was anything to make
     */
    public boolean make(SecretDeclaration secret, LiveSecrets live) throws LiveException, SecretException {
        for (int i = 0; i < MOST_TRIES; i++) {
            SecretState state = state(secret, live);
            if (state.missing().isEmpty() || isFixed(state)) {
                return false;
            }
            Map<String, Hidden> values = missing(state, live);
            if (values.isEmpty()) {
                return false;
            }
            StoredSecret stored = state.stored();
            boolean done = stored == null
                    ? live.create(
                            secret.identity().namespace(),
                            secret.identity().name(),
                            secret.type(),
                            secret.labels(),
                            values)
                    : live.set(stored, values);
            if (done) {
                return true;
            }
        }
        throw new SecretException(secret.identity() + " was changed by somebody else each of " + MOST_TRIES
                + " times that its missing keys were about to be added: find out who writes it");
    }

    private static boolean isFixed(SecretState state) {
        StoredSecret stored = state.stored();
        return stored != null
                && (!stored.fixed().isEmpty()
                        || !stored.maker().isEmpty()
                        || !stored.type().equals(state.declared().type()));
    }

    private Map<String, Hidden> missing(SecretState state, LiveSecrets live) throws LiveException, SecretException {
        StoredSecret stored = state.stored();
        Map<String, Hidden> all = new LinkedHashMap<>(stored == null ? Map.of() : stored.data());
        Map<String, Hidden> values = new LinkedHashMap<>();
        for (Key key : state.missing()) {
            Hidden value = value(new KeyName(state.declared().identity(), key.name()), key, all, live);
            if (value != null) {
                all.put(key.name(), value);
                values.put(key.name(), value);
            }
        }
        return values;
    }

    private @Nullable Hidden value(KeyName name, Key key, Map<String, Hidden> all, LiveSecrets live)
            throws LiveException, SecretException {
        if (key.recipe() instanceof Random random) {
            Hidden old = restored.get(name);
            return old == null ? RandomText.of(random) : old;
        }
        if (key.recipe() instanceof Bcrypt bcrypt) {
            Hidden password = all.get(bcrypt.of());
            return password == null ? null : PasswordHash.of(password, bcrypt.cost());
        }
        if (key.recipe() instanceof Composed composed) {
            return composed(name, composed, all, live);
        }
        Given given = (Given) key.recipe();
        Hidden brought = givens.value(name, given);
        if (brought == null && !given.optional()) {
            throw new SecretException(name + " is to be brought: " + given.what());
        }
        return brought;
    }

    private Hidden composed(KeyName name, Composed composed, Map<String, Hidden> all, LiveSecrets live)
            throws LiveException, SecretException {
        Map<KeyName, Hidden> parts = new LinkedHashMap<>();
        for (KeyName source : declared.sources(name)) {
            boolean own = source.secret().equals(name.secret());
            SecretDeclaration other = declared.get(source.secret());
            if (!own && other != null) {
                make(other, live);
            }
            Hidden part = own ? all.get(source.key()) : value(source, live);
            if (part == null) {
                throw new SecretException(name + " is made of " + source + ", which is not there"
                        + (other == null ? ", and which the bootstrap does not make" : ""));
            }
            parts.put(source, part);
        }
        Hidden value = SecretState.made(composed, parts::get);
        if (value == null) {
            throw new SecretException(name + " is made of what is not there");
        }
        return value;
    }

    /** {@code secret}, and the Secrets of whose values it is made. */
    public List<SecretDeclaration> madeWith(SecretDeclaration secret) {
        var all = new ArrayList<>(List.of(secret));
        for (int i = 0; i < all.size(); i++) {
            for (Key key : all.get(i).keys()) {
                for (KeyName source : declared.sources(new KeyName(all.get(i).identity(), key.name()))) {
                    SecretDeclaration other = declared.get(source.secret());
                    if (other != null && !all.contains(other)) {
                        all.add(other);
                    }
                }
            }
        }
        return all;
    }

    /**
     * Keeps in {@code file} the generated values of all Secrets that are there, and the keys that open what is sealed in git; gives
     * how many Secrets these are of.
     */
    public int keep(String cluster, EscrowFile file, LiveSecrets live) throws LiveException, SecretException {
        var documents = new ArrayList<Mapping>();
        for (SecretDeclaration secret : declared.all()) {
            StoredSecret stored = stored(secret, live);
            Mapping document = stored == null ? null : Escrow.document(cluster, secret, stored);
            if (document != null) {
                documents.add(document);
            }
        }
        if (declared.hasSealingKeys()) {
            documents.addAll(SealingSecret.documents(cluster, live));
        }
        file.write(Escrow.text(documents));
        return documents.size();
    }
}
