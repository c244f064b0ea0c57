package espalier.kubernetes;

import espalier.Component;
import espalier.Names;
import espalier.Node;
import espalier.Origin;
import espalier.Reference;
import espalier.Scope;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Alphabet;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.SecretDeclaration.Random;
import espalier.SecretDeclaration.Recipe;
import espalier.SecretKey;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.References;
import espalier.rules.Soundness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Secret of which git holds only how it is made: the bootstrap of the cluster makes it once, before Flux starts, and never
 * touches one that is there. Where the cluster says that values come from elsewhere ({@link SecretSource}), they do.
 */
public final class BootstrapSecret extends Component {
    private final BootstrapSecretSettings settings;
    private final SecretDeclaration declaration;

    /** A Secret of {@code scope}. */
    public BootstrapSecret(Scope scope, String id, Consumer<BootstrapSecretSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new BootstrapSecretSettings(node()), configure);
        declaration = new SecretDeclaration(
                settings.provision("", "Secret").withKeys(settings.names()),
                List.copyOf(settings.keys),
                settings.type.or("Opaque"),
                settings.ownLabels());
        node().declare(declaration);
        node().whenComplete(this::ask);
    }

    private void ask() {
        SecretSource source = node().answer(SecretSource.class);
        if (source != null && !settings.beforeFlux.isSet()) {
            node().withdraw(declaration);
            source.provide(this, declaration);
        }
    }

    /** The key {@code key}; one that is not declared is a finding. */
    public SecretKey key(String key) {
        List<String> names = settings.names();
        if (!names.contains(key)) {
            String near = Names.nearest(key, names);
            node().findings()
                    .report(
                            References.SECRET_KEY,
                            node(),
                            Origin.here(),
                            "Tried to read the key \"" + key + "\" of the Secret "
                                    + declaration.provision().identity().name() + ", but it has "
                                    + (names.isEmpty() ? "none" : "only: " + String.join(", ", names)),
                            near == null ? "declare the key, or name one that is there" : "name \"" + near + "\"");
            return SecretKey.missing(declaration.provision(), key);
        }
        return SecretKey.of(declaration.provision(), key);
    }

    /** The Secret's name, for what reads it as a whole. */
    public Text name() {
        return declaration.provision().name();
    }

    /** What can be set: the keys, in the order in which they are made. */
    public static final class BootstrapSecretSettings extends ObjectSettings<BootstrapSecretSettings> {
        private static final int DEFAULT_LENGTH = 32;
        private static final int BCRYPT_COST = 11;

        /** What bcrypt reads; it leaves the rest of a longer password out. */
        private static final int MOST_BCRYPT_BYTES = 72;

        private final List<Key> keys = new ArrayList<>(2);
        private final Setting<String> type = setting("type");
        private final Setting<Boolean> beforeFlux = setting("beforeFlux");

        private BootstrapSecretSettings(Node node) {
            super(node);
        }

        @Override
        protected BootstrapSecretSettings self() {
            return this;
        }

        /**
         * Leaves it to the bootstrap also where the cluster takes values from elsewhere: for what opens that other place, such as
         * the token of a vault.
         */
        public BootstrapSecretSettings beforeFlux() {
            beforeFlux.set(true);
            return this;
        }

        /** The Secret's type, such as {@code kubernetes.io/tls}; default {@code Opaque}. */
        public BootstrapSecretSettings type(String type) {
            this.type.set(type);
            return this;
        }

        /** A random password of 32 letters and digits (190 bits), safe in URLs and shells. */
        public BootstrapSecretSettings password(String key) {
            return random(key, DEFAULT_LENGTH, Alphabet.ALPHANUMERIC);
        }

        /** A random value of {@code length} characters. */
        public BootstrapSecretSettings random(String key, int length, Alphabet alphabet) {
            return add(key, new Random(length, alphabet, ""));
        }

        /** A random value of {@code length} letters and digits behind a fixed {@code prefix}, such as {@code sk-}. */
        public BootstrapSecretSettings random(String key, String prefix, int length) {
            return add(key, new Random(length, Alphabet.ALPHANUMERIC, prefix));
        }

        /** The bcrypt hash, with cost 11, of the key {@code of}, which must be declared before. */
        public BootstrapSecretSettings bcrypt(String key, String of) {
            if (!names().contains(of)) {
                String near = Names.nearest(of, names());
                node().findings()
                        .report(
                                References.SECRET_KEY,
                                node(),
                                Origin.here(),
                                "Tried to declare the key \"" + key + "\" of " + node().path() + " as the hash of \""
                                        + of + "\", but no key of that name is declared before it",
                                near == null ? "declare \"" + of + "\" first" : "name \"" + near + "\"");
            }
            for (Key hashed : keys) {
                if (hashed.name().equals(of) && hashed.recipe() instanceof Random random) {
                    int bytes = random.prefix().getBytes(StandardCharsets.UTF_8).length + random.length();
                    if (bytes > MOST_BCRYPT_BYTES) {
                        node().findings()
                                .report(
                                        References.SECRET_KEY,
                                        node(),
                                        Origin.here(),
                                        "Tried to declare the key \"" + key + "\" of " + node().path()
                                                + " as the hash of \"" + of + "\", but that has " + bytes
                                                + " characters, of which bcrypt takes the first " + MOST_BCRYPT_BYTES,
                                        "make it at most " + MOST_BCRYPT_BYTES + " characters long");
                    }
                }
            }
            return add(key, new Bcrypt(of, BCRYPT_COST));
        }

        /** A value that a person hands over; {@code what} says what to bring. */
        public BootstrapSecretSettings given(String key, String what) {
            return add(key, new Given(what));
        }

        /**
         * A value made of others: a file of credentials, or the same value in another namespace, where a pod cannot read the
         * first. A {@link SecretKey} in it must be one of a Secret that the bootstrap makes as well.
         */
        public BootstrapSecretSettings text(String key, Text value) {
            for (Reference reference : value.references()) {
                if (reference.isSecretValue() && !isDeclared(reference)) {
                    node().findings()
                            .report(
                                    References.SECRET_KEY,
                                    node(),
                                    Origin.here(),
                                    "Tried to make the key \"" + key + "\" of " + node().path() + " of the value of "
                                            + reference.provision() + ", but the bootstrap does not make that Secret,"
                                            + " and so does not know the value",
                                    "take a key of a BootstrapSecret, or let whoever makes that Secret make this one");
                    return add(key, new Composed(Text.of("")));
                }
            }
            // Whoever reads the Secret stands in its namespace.
            Text known = value.inlined(BootstrapSecretSettings::composed);
            return add(key, new Composed(known.readIn(node().namespace().text())));
        }

        /** What the value of {@code key} is made of; null where it is made of nothing that is known here. */
        private static @Nullable Text composed(SecretKey key) {
            if (key.provision().provider().construct() instanceof BootstrapSecret made) {
                for (Key declared : made.settings.keys) {
                    if (declared.name().equals(key.key().text()) && declared.recipe() instanceof Composed composed) {
                        return composed.text();
                    }
                }
            }
            return null;
        }

        /** Also where the cluster takes the value from elsewhere, which then knows both Secrets. */
        private static boolean isDeclared(Reference reference) {
            Node maker = reference.provision().provider();
            return maker.construct() instanceof BootstrapSecret made
                    && made.declaration
                            .provision()
                            .identity()
                            .equals(reference.provision().identity());
        }

        private BootstrapSecretSettings add(String key, Recipe recipe) {
            if (key == null) {
                throw new IllegalArgumentException(
                        "Tried to declare a key of " + node().path() + ", but its name is null");
            }
            if (names().contains(key)) {
                node().findings()
                        .report(
                                Soundness.DUPLICATE_KEY,
                                node(),
                                Origin.here(),
                                "Tried to declare the key \"" + key + "\" of " + node().path()
                                        + ", but it is declared already",
                                "keep one of the two");
            } else {
                keys.add(new Key(key, recipe));
            }
            return this;
        }

        @Override
        protected void check() {
            if (keys.isEmpty()) {
                node().findings()
                        .report(
                                References.SECRET_KEY,
                                node(),
                                "Tried to declare the Secret " + objectName() + ", but it has no key",
                                "declare one with password(…), random(…), bcrypt(…) or given(…)");
            }
        }

        private List<String> names() {
            var names = new ArrayList<String>(keys.size());
            for (Key key : keys) {
                names.add(key.name());
            }
            return names;
        }
    }
}
