package espalier.secrets;

import espalier.Identity;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Random;
import espalier.hidden.Hidden;
import espalier.sealed.Wanted;
import espalier.sealed.Wanted.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which new values are sealed into which files: what somebody brings or what is chosen at random, and with it all that is made of
 * it. Nobody here can open what is sealed already, so that whatever holds a value gets it in the same go.
 */
public final class SealPlan {
    private final Map<Identity, Wanted> wanted = new LinkedHashMap<>();
    private final Map<Identity, Set<String>> there;
    private final Map<KeyName, Hidden> fresh = new LinkedHashMap<>();

    /**
     * @param wanted all that the cluster declares
     * @param there the keys that are sealed already
     */
    public SealPlan(Collection<Wanted> wanted, Map<Identity, Set<String>> there) {
        wanted.forEach(one -> this.wanted.put(one.identity(), one));
        this.there = there;
    }

    /** Takes {@code value} for {@code name}. */
    public void bring(KeyName name, Hidden value) {
        fresh.put(name, value);
    }

    /** Chooses a value for each random key that has none, and a new one for those of {@code renewed}. */
    public void generate(Set<Identity> renewed) {
        for (Wanted secret : wanted.values()) {
            for (Part part : secret.parts()) {
                boolean due = renewed.contains(secret.identity()) || renewed.isEmpty() && isMissing(secret, part);
                if (due && part.recipe() instanceof Random random) {
                    fresh.put(new KeyName(secret.identity(), part.key()), RandomText.of(random));
                }
            }
        }
    }

    private boolean isMissing(Wanted secret, Part part) {
        return !there.getOrDefault(secret.identity(), Set.of()).contains(part.key());
    }

    /** What is to be sealed, by Secret and key. */
    public Map<Identity, Map<String, Hidden>> values() {
        hash();
        var values = new LinkedHashMap<Identity, Map<String, Hidden>>();
        fresh.forEach((name, value) -> put(values, name.secret(), name.key(), value));
        for (Wanted secret : wanted.values()) {
            for (Part part : secret.parts()) {
                Hidden value = fresh.get(new KeyName(part.secret(), part.source()));
                if (value != null) {
                    put(values, secret.identity(), part.key(), value);
                }
            }
        }
        return values;
    }

    private static void put(Map<Identity, Map<String, Hidden>> values, Identity secret, String key, Hidden value) {
        values.computeIfAbsent(secret, identity -> new LinkedHashMap<>()).put(key, value);
    }

    private void hash() {
        for (Wanted secret : wanted.values()) {
            for (Part part : secret.parts()) {
                var name = new KeyName(secret.identity(), part.key());
                Hidden of = password(secret, part);
                if (of != null && part.recipe() instanceof Bcrypt bcrypt && !fresh.containsKey(name)) {
                    fresh.put(name, PasswordHash.of(of, bcrypt.cost()));
                }
            }
        }
    }

    private @Nullable Hidden password(Wanted secret, Part part) {
        return part.recipe() instanceof Bcrypt bcrypt ? fresh.get(new KeyName(secret.identity(), bcrypt.of())) : null;
    }

    /** The keys that have no value even then, of which only people know it. */
    public List<Lacking> lacking() {
        var values = values();
        var lacking = new ArrayList<Lacking>();
        for (Wanted secret : wanted.values()) {
            Map<String, Hidden> now = values.getOrDefault(secret.identity(), Map.of());
            for (Part part : secret.parts()) {
                if (isMissing(secret, part) && !now.containsKey(part.key()) && !part.isOptional()) {
                    lacking.add(new Lacking(secret.identity(), part, source(secret, part)));
                }
            }
        }
        return lacking;
    }

    /** The value that it is made of, which is sealed where nobody here can open it; null for what a person brings. */
    private @Nullable KeyName source(Wanted secret, Part part) {
        boolean shared = !part.secret().equals(secret.identity());
        KeyName of = shared
                ? new KeyName(part.secret(), part.source())
                : part.recipe() instanceof Bcrypt bcrypt ? new KeyName(secret.identity(), bcrypt.of()) : null;
        boolean sealed = of != null && there.getOrDefault(of.secret(), Set.of()).contains(of.key());
        return sealed ? of : null;
    }

    /**
     * A key without a value.
     *
     * @param sealed the value that it is made of, where that is sealed already
     */
    public record Lacking(
            Identity secret, Part part, @Nullable KeyName sealed) {}
}
