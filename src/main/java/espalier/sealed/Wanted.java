package espalier.sealed;

import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Composed;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.SecretDeclaration.Recipe;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a declared Secret has in git: the keys of which the value is sealed, and those that the controller makes of these by a
 * template. A value of another Secret that is part of one is sealed here as well, for this name and namespace.
 */
public final class Wanted {
    private final SecretDeclaration declaration;
    private final List<Part> parts = new ArrayList<>(2);
    private final Map<String, Composed> composed = new LinkedHashMap<>(0);

    /**
     * A value to be sealed.
     *
     * @param key what it is called here
     * @param recipe how it comes to be; null for what is the value of another Secret's key
     * @param secret the Secret whose value it is
     * @param source the key there
     */
    public record Part(String key, @Nullable Recipe recipe, Identity secret, String source) {
        /** Whether everything works without it. */
        public boolean isOptional() {
            return recipe instanceof Given given && given.optional();
        }

        /** For people: how it comes to be. */
        public String describe() {
            return recipe == null
                    ? "the value of " + secret.namespace() + "/" + secret.name() + "/" + source
                    : recipe.describe();
        }
    }

    Wanted(SecretDeclaration declaration) {
        this.declaration = declaration;
        Identity own = declaration.identity();
        for (Key key : declaration.keys()) {
            if (key.recipe() instanceof Composed text) {
                composed.put(key.name(), text);
            } else {
                parts.add(new Part(key.name(), key.recipe(), own, key.name()));
            }
        }
        for (Composed text : composed.values()) {
            text.text((secret, key) -> {
                addShared(secret, key);
                return Text.of("");
            });
        }
    }

    private void addShared(Identity secret, String key) {
        String name = name(secret, key);
        boolean known = secret.equals(declaration.identity());
        for (Part part : parts) {
            known |= part.key.equals(name);
        }
        if (!known) {
            parts.add(new Part(name, null, secret, key));
        }
    }

    /** Another Secret's value has a name with dots, which no variable of a container takes by accident. */
    private String name(Identity secret, String key) {
        return secret.equals(declaration.identity()) ? key : secret.namespace() + "." + secret.name() + "." + key;
    }

    /** The Secret. */
    public Identity identity() {
        return declaration.identity();
    }

    /** The values to be sealed, in the order in which they can be made. */
    public List<Part> parts() {
        return parts;
    }

    /** {@code template} with what the declaration says of the Secret beside its values. */
    public Mapping in(Mapping template) {
        template.put("type", declaration.type());
        if (!declaration.labels().isEmpty()) {
            Mapping labels = template.child("metadata").child("labels");
            declaration.labels().forEach(labels::put);
        }
        template.remove("data");
        template.putIfAny("data", data());
        return template;
    }

    /** The keys that the controller makes, as Go's templates. */
    private Mapping data() {
        var data = new Mapping();
        composed.forEach((key, text) -> data.put(
                key,
                new Composed(text.text().mapLiterals(Wanted::escaped))
                        .text((secret, source) -> Text.of("{{ index . \"" + name(secret, source) + "\" }}"))));
        return data;
    }

    private static String escaped(String literal) {
        return literal.replace("{{", "{{ \"{{\" }}");
    }
}
