package espalier.secrets;

import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.hidden.Hidden;
import espalier.live.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a declared Secret stands on a cluster. What is there is never changed; what is wrong with it is said.
 *
 * @param stored null where it is not there
 * @param missing the declared keys that it does not have
 * @param wrong what somebody has to put right, each with the way to do it
 * @param notes what else is to be known of it
 */
public record SecretState(
        SecretDeclaration declared,
        @Nullable StoredSecret stored,
        List<Key> missing,
        List<String> wrong,
        List<String> notes) {

    /**
     * The state of {@code declared}.
     *
     * @param values gives the value that a key of any Secret has on the cluster, or null
     */
    public static SecretState of(
            SecretDeclaration declared, @Nullable StoredSecret stored, Function<KeyName, @Nullable Hidden> values) {
        var state = new SecretState(declared, stored, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (stored == null) {
            state.missing.addAll(declared.keys());
            return state;
        }
        for (Key key : declared.keys()) {
            Hidden value = stored.data().get(key.name());
            if (value == null) {
                state.missing.add(key);
            } else {
                state.compare(key, value, stored.data(), values);
            }
        }
        state.compareWhole(stored);
        return state;
    }

    /** Whether nothing need be made. What may be left out counts as there, though somebody may bring it. */
    public boolean isWhole() {
        for (Key key : missing) {
            if (!(key.recipe() instanceof Given given && given.optional())) {
                return false;
            }
        }
        return true;
    }

    private void compareWhole(StoredSecret there) {
        for (String key : there.data().keySet()) {
            if (declared.key(key) == null) {
                notes.add("it has the key " + key + ", which nobody declares and nothing here made");
            }
        }
        String obstacle = obstacle(there);
        if (!obstacle.isEmpty() && !isWhole()) {
            wrong.add("its " + (missing.size() == 1 ? "key " : "keys ") + names() + " cannot be added, since "
                    + obstacle);
        } else if (!there.maker().isEmpty()) {
            notes.add("it is made by " + there.maker() + " as well, which may take its keys away");
        } else if (!there.type().equals(declared.type())) {
            wrong.add("it is of the type " + there.type() + " and not " + declared.type()
                    + ", which nobody can change: keep its values, delete it, and run this again");
        }
    }

    private String obstacle(StoredSecret there) {
        if (!there.fixed().isEmpty()) {
            return there.fixed();
        }
        if (!there.maker().isEmpty()) {
            return there.maker() + " makes it: let only one of the two";
        }
        return there.type().equals(declared.type())
                ? ""
                : "it is of the type " + there.type() + " and not " + declared.type();
    }

    private void compare(Key key, Hidden value, Map<String, Hidden> data, Function<KeyName, @Nullable Hidden> values) {
        String name = new KeyName(declared.identity(), key.name()).toString();
        if (value.isEmpty()) {
            wrong.add("its key " + key.name() + " is empty: remove the key, and run this again");
        } else if (key.recipe() instanceof Bcrypt bcrypt) {
            Hidden password = data.get(bcrypt.of());
            if (password != null && !PasswordHash.isOf(password, value)) {
                wrong.add("its key " + key.name() + " is no bcrypt hash of its key " + bcrypt.of()
                        + ": make it anew with espalier rotate " + name);
            }
        } else if (key.recipe() instanceof Composed composed) {
            Hidden made = made(composed, values);
            if (made != null && !made.equals(value)) {
                wrong.add("its key " + key.name() + " is not " + composed.describe()
                        + " as these are now: make it anew with espalier rotate " + name);
            }
        } else if (key.recipe() instanceof Given given) {
            String why = GivenCheck.obstacle(value, given);
            if (!why.isEmpty()) {
                wrong.add("its key " + key.name() + " will not do: " + why);
            }
        }
    }

    /** The value of {@code composed}; null where one of its parts is not there. */
    static @Nullable Hidden made(Composed composed, Function<KeyName, @Nullable Hidden> values) {
        boolean[] whole = {true};
        String text = composed.value((secret, key) -> {
            Hidden part = values.apply(new KeyName(secret, key));
            whole[0] &= part != null;
            return part == null ? "" : part.reveal();
        });
        return whole[0] ? Hidden.of(text) : null;
    }

    private String names() {
        var names = new ArrayList<String>();
        missing.forEach(key -> names.add(key.name()));
        return String.join(", ", names);
    }
}
