package espalier;

import java.util.List;

/**
 * A Secret that the bootstrap of a cluster makes: its name, its keys and how each comes to be, but no value.
 *
 * @param provision the Secret
 * @param keys in the order in which they are made
 */
public record SecretDeclaration(Provision provision, List<Key> keys) {

    /**
     * A key and how it is made.
     *
     * @param name the key
     * @param recipe where its value comes from
     */
    public record Key(String name, Recipe recipe) {}

    /** Where a value comes from. */
    public sealed interface Recipe permits Random, Bcrypt, Given {
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
     */
    public record Given(String what) implements Recipe {
        @Override
        public String describe() {
            return "given: " + what;
        }
    }

    /** What random values are made of. */
    public enum Alphabet {
        /** {@code A-Z a-z 0-9}: safe in URLs, shells and configuration files without any escape. */
        ALPHANUMERIC("letters and digits"),
        /** {@code 0-9 a-f}. */
        HEXADECIMAL("hexadecimal digits");

        private final String words;

        Alphabet(String words) {
            this.words = words;
        }
    }
}
