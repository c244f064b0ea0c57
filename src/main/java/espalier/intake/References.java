package espalier.intake;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The definitions of one document, which its schemas name by {@code $ref}. */
final class References {
    /** What every kind has in common stands in an index of its own, and is called so in all of them. */
    static final String OBJECT_META = "ObjectMeta";

    static final String TO_OBJECT_META = "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private static final Mapping ANY_QUANTITY = Mapping.of("type", Sequence.of("string", "number"));

    private final Function<String, @Nullable Mapping> definitions;
    private final Map<String, String> shortNames = new HashMap<>();
    private final Map<String, String> fullNames = new HashMap<>();

    /** @param definitions what is defined under a name, or null */
    References(Function<String, @Nullable Mapping> definitions) {
        this.definitions = definitions;
        shortNames.put(name(TO_OBJECT_META), OBJECT_META);
        fullNames.put(OBJECT_META, name(TO_OBJECT_META));
    }

    /** What {@code schema} refers to instead of saying it, or null. OpenAPI wraps a reference that has a default. */
    static @Nullable String of(Mapping schema) {
        Mapping at = schema;
        Sequence all = schema.sequence("allOf");
        if (all != null && all.size() == 1 && all.get(0) instanceof Mapping only && !schema.has("properties")) {
            at = only;
        }
        return at.get("$ref") instanceof Leaf leaf && leaf.isString() ? leaf.text() : null;
    }

    private static String name(String reference) {
        String last = reference.substring(reference.lastIndexOf('/') + 1);
        return last.replace("~1", "/").replace("~0", "~");
    }

    @Nullable
    Mapping resolve(String reference) {
        String name = name(reference);
        // OpenAPI v2 has no alternatives, and calls it a string.
        return name.equals(QUANTITY) ? ANY_QUANTITY : definitions.apply(name);
    }

    /** The last part of the name, or more of it where that is taken. */
    String shortName(String reference) {
        String name = name(reference);
        String known = shortNames.get(name);
        if (known != null) {
            return known;
        }
        int dot = name.lastIndexOf('.');
        String free = plain(name.substring(dot + 1));
        while (fullNames.putIfAbsent(free, name) != null) {
            dot = dot < 0 ? -1 : name.lastIndexOf('.', dot - 1);
            free = dot < 0 ? free + "_" : plain(name.substring(dot + 1));
        }
        shortNames.put(name, free);
        return free;
    }

    private static String plain(String name) {
        return name.replace(' ', '_');
    }

    /** Whether {@code reference} is to a type that is compiled into the API server. */
    static boolean isBuiltIn(String reference) {
        String name = name(reference);
        return name.startsWith("io.k8s.api.")
                || name.startsWith("io.k8s.apimachinery.")
                || name.startsWith("io.k8s.apiextensions-apiserver.")
                || name.startsWith("io.k8s.kube-aggregator.");
    }
}
