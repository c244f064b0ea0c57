package espalier;

import espalier.tree.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A string made of literals and references, which keeps its references until it is written.
 *
 * <p>{@code Text.of("http://", service.host(), ":", service.port())} is accepted wherever an object takes a string, and the
 * object then depends on that service. Java's own {@code +} would lose that.
 */
public final class Text extends Leaf {
    private final List<Object> parts;
    private final boolean string;

    private Text(List<Object> parts, boolean string) {
        this.parts = parts;
        this.string = string;
    }

    /**
     * The concatenation of {@code parts}.
     *
     * @param parts strings, numbers, Texts, and {@link SecretKey}s for the value of a secret, which becomes a variable of
     *     the container that reads the Text
     * @throws IllegalArgumentException for anything else
     */
    public static Text of(Object... parts) {
        if (parts == null) {
            throw refused(null);
        }
        var flat = new ArrayList<Object>(parts.length);
        for (Object part : parts) {
            if (part instanceof Text text) {
                flat.addAll(text.parts);
            } else if (part instanceof SecretKey key) {
                flat.add(key);
            } else if (part instanceof String || part instanceof Number) {
                flat.add(part.toString());
            } else {
                throw refused(part);
            }
        }
        return new Text(flat, true);
    }

    private static IllegalArgumentException refused(@Nullable Object part) {
        return new IllegalArgumentException("Tried to make a Text of "
                + (part == null ? "null" : "a " + part.getClass().getSimpleName())
                + ", but it takes strings, numbers, SecretKeys and other Texts, such as a ServicePort's address()");
    }

    /** The text that names what {@code reference} points to. */
    public static Text reference(Reference reference) {
        return new Text(List.of(reference), true);
    }

    /** A number, such as a port, that comes from elsewhere. */
    public static Text number(Reference reference) {
        return new Text(List.of(reference), false);
    }

    /** A text that is known only when everything else is: asked for when it is written, after the patches. */
    public static Text later(Supplier<String> value) {
        return new Text(List.of(value), true);
    }

    /** The same, of a text with references of its own, which are known when objects are written, and do not change after that. */
    static Text laterText(Supplier<Text> value) {
        return new Text(List.of(value), true);
    }

    /**
     * This text, read with another need than its field implies: {@code MENTION} for an address that a program can start
     * without, so that nothing waits for it.
     *
     * @param because why; shown on the cluster's page
     */
    public Text needed(Strength strength, String because) {
        var changed = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            changed.add(
                    part instanceof Reference reference ? reference.with(new Reference.Need(strength, because)) : part);
        }
        return new Text(changed, string);
    }

    /** The references in the text, in order; a {@link SecretKey} that was not replaced counts as one. */
    public List<Reference> references() {
        var references = new ArrayList<Reference>(2);
        for (Object part : parts) {
            if (part instanceof Reference reference) {
                references.add(reference);
            } else if (part instanceof SecretKey key) {
                references.add(Reference.toValueOf(key));
            } else if (part instanceof Supplier<?> later && later.get() instanceof Text text) {
                references.addAll(text.references());
            }
        }
        return references;
    }

    /**
     * This text for a field in which Kubernetes puts a variable's value for {@code $(X)}.
     *
     * @param literal gives what is written for a string
     * @param variable gives the variable that holds a secret
     */
    public Text withVariables(UnaryOperator<String> literal, Function<SecretKey, String> variable) {
        var replaced = new ArrayList<Object>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Object part = parts.get(i);
            if (part instanceof SecretKey key) {
                replaced.add("$(" + variable.apply(key) + ")");
            } else if (part instanceof String string) {
                String written = literal.apply(string);
                boolean beforeSecret = i + 1 < parts.size() && parts.get(i + 1) instanceof SecretKey;
                replaced.add(beforeSecret && endsInDollar(written) ? written + "$" : written);
            } else {
                replaced.add(part);
            }
        }
        return new Text(replaced, string);
    }

    /**
     * This text with what stands behind its {@link SecretKey}s put in their place.
     *
     * @param known gives that, and null for a value that nobody here knows
     */
    public Text inlined(Function<SecretKey, @Nullable Text> known) {
        var inlined = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            Text behind = part instanceof SecretKey key ? known.apply(key) : null;
            if (behind == null) {
                inlined.add(part);
            } else {
                inlined.addAll(behind.parts);
            }
        }
        return new Text(inlined, string);
    }

    /**
     * This text as a reader in {@code namespace} writes it: a Service has a short name there only for those of its own.
     *
     * @param namespace empty for a reader of which none is known
     */
    public Text readIn(String namespace) {
        for (Object part : parts) {
            if (part instanceof Reference reference && reference.dependsOnReader()) {
                return replacing(namespace);
            }
        }
        return this;
    }

    private Text replacing(String namespace) {
        var replaced = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            replaced.add(part instanceof Reference reference ? reference.readIn(namespace) : part);
        }
        return new Text(replaced, string);
    }

    /**
     * This text as it is read in {@code namespace}, which refers to nothing any more: for a second place that says the same. Where
     * Flux puts in a value, it still does.
     */
    public Text quotedIn(String namespace) {
        var quoted = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            boolean stays = !(part instanceof Reference reference) || reference.isVariable();
            quoted.add(stays ? part : ((Reference) part).readIn(namespace).value());
        }
        return new Text(quoted, string);
    }

    /** Whether {@code text} ends in a dollar that would make the escape {@code $$} with another one behind it. */
    private static boolean endsInDollar(String text) {
        int at = text.length();
        while (at > 0 && text.charAt(at - 1) == '$') {
            at--;
        }
        return (text.length() - at) % 2 == 1;
    }

    /** This text with {@code change} made to what stands in it literally. */
    public Text mapLiterals(UnaryOperator<String> change) {
        var changed = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            changed.add(part instanceof String literal ? change.apply(literal) : part);
        }
        return new Text(changed, string);
    }

    /** This text as it reads with the values of its secrets, as {@code value} gives them. */
    String with(Function<SecretKey, String> value) {
        var text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof SecretKey key ? value.apply(key) : partText(part));
        }
        return text.toString();
    }

    /** This text with what {@code value} gives in the place of each secret. */
    Text replaced(Function<SecretKey, Text> value) {
        var replaced = new ArrayList<Object>(parts.size());
        for (Object part : parts) {
            if (part instanceof SecretKey key) {
                replaced.addAll(value.apply(key).parts);
            } else {
                replaced.add(part);
            }
        }
        return new Text(replaced, true);
    }

    /** Whether a secret's value is part of the text. */
    public boolean holdsSecret() {
        for (Object part : parts) {
            if (part instanceof SecretKey) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String text() {
        if (parts.size() == 1) {
            return partText(parts.get(0));
        }
        var text = new StringBuilder();
        for (Object part : parts) {
            text.append(partText(part));
        }
        return text.toString();
    }

    private static String partText(Object part) {
        if (part instanceof Reference reference) {
            return reference.value();
        }
        if (part instanceof Supplier<?> later) {
            Object value = later.get();
            return value instanceof Text text ? text.text() : String.valueOf(value);
        }
        return part instanceof SecretKey ? "(secret)" : part.toString();
    }

    @Override
    public boolean isString() {
        return string;
    }

    /** For people who debug; not what is written. */
    @Override
    public String toString() {
        return "Text[" + text() + "]";
    }
}
