package espalier;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A Secret that the bootstrap of a cluster makes: its name, its keys and how each comes to be, but no value.
 *
 * @param provision the Secret
 * @param keys in the order in which they are made
 * @param type what its readers take it for: {@code Opaque}, {@code kubernetes.io/tls}
 * @param labels by which somebody finds it; mostly none
 */
public record SecretDeclaration(Provision provision, List<Key> keys, String type, Map<String, String> labels) {

    /** A Secret that its readers know by its name. */
    public SecretDeclaration(Provision provision, List<Key> keys) {
        this(provision, keys, "Opaque", Map.of());
    }

    /** The Secret. */
    public Identity identity() {
        return provision.identity();
    }

    /** The key {@code name}, or null where none is declared. */
    public @Nullable Key key(String name) {
        for (Key key : keys) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }

    /**
     * A key and how it is made.
     *
     * @param name the key
     * @param recipe where its value comes from
     */
    public record Key(String name, Recipe recipe) {}

    /** Where a value comes from. */
    public sealed interface Recipe permits Random, Bcrypt, Given, Composed {
        /** For people, in a few words. */
        String describe();
    }

    /**
     * Chosen at random, once; never changed afterwards.
     *
     * @param length in characters
     * @param alphabet the characters to choose from
     * @param prefix what the value begins with, often empty
     */
    public record Random(int length, Alphabet alphabet, String prefix) implements Recipe {
        @Override
        public String describe() {
            return "random, " + length + " " + alphabet.words + (prefix.isEmpty() ? "" : " after `" + prefix + "`");
        }
    }

    /**
     * The bcrypt hash of another key of the same Secret.
     *
     * @param of that key
     * @param cost the exponent of bcrypt's work, 4 to 31
     */
    public record Bcrypt(String of, int cost) implements Recipe {
        @Override
        public String describe() {
            return "bcrypt (cost " + cost + ") of `" + of + "`";
        }
    }

    /**
     * Handed over by a person.
     *
     * @param what they have to bring
     * @param optional whether everything works without it as well
     * @param ageRecipients to one of whom the value, age identities, must belong; empty for any other value
     */
    public record Given(String what, boolean optional, List<String> ageRecipients) implements Recipe {
        /** What cannot be done without, and of which nothing more is known. */
        public Given(String what) {
            this(what, false, List.of());
        }

        @Override
        public String describe() {
            return "given: " + what;
        }
    }

    /**
     * A text in which the values of keys of other declared Secrets stand: a file of credentials, or the same value in another
     * namespace. Where that Secret is there already, its value is read and not chosen anew.
     *
     * @param text with a {@link SecretKey} wherever a value is put in
     */
    public record Composed(Text text) implements Recipe {
        @Override
        public String describe() {
            int keys = 0;
            for (Reference reference : text.references()) {
                keys += reference.isSecretValue() ? 1 : 0;
            }
            return keys == 0 ? "`" + text.text() + "`" : "made of " + words();
        }

        private String words() {
            var words = new StringBuilder();
            for (Reference reference : text.references()) {
                if (reference.isSecretValue()) {
                    words.append(words.length() == 0 ? "`" : ", `")
                            .append(reference.provision().identity().namespace())
                            .append('/')
                            .append(reference.provision().identity().name())
                            .append("` `")
                            .append(reference.detail())
                            .append('`');
                }
            }
            return words.toString();
        }

        /**
         * The value.
         *
         * @param values gives the value of a key of another Secret
         */
        public String value(BiFunction<Identity, String, String> values) {
            return text.with(key -> values.apply(key.provision().identity(), key.keyName()));
        }

        /**
         * The value as a text in which something else stands for each secret, such as a variable.
         *
         * @param values gives what stands for a key of another Secret
         */
        public Text text(BiFunction<Identity, String, Text> values) {
            return text.replaced(key -> values.apply(key.provision().identity(), key.keyName()));
        }
    }

    /** What random values are made of. */
    public enum Alphabet {
        /** {@code A-Z a-z 0-9}: safe in URLs, shells and configuration files without any escape. */
        ALPHANUMERIC("letters and digits", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
        /** {@code 0-9 a-f}. */
        HEXADECIMAL("hexadecimal digits", "0123456789abcdef");

        private final String words;
        private final String characters;

        Alphabet(String words, String characters) {
            this.words = words;
            this.characters = characters;
        }

        /** All of them, each once. */
        public String characters() {
            return characters;
        }
    }
}
