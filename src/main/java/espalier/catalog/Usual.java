package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.ReferenceField;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What many kinds have in common. */
final class Usual {
    static final Duration AT_ONCE = Duration.ofMinutes(1);

    /** True once a condition of that type is there and holds; before its controller has seen it, an object has none. */
    private static final String HOLDS =
            "has(status.conditions) && status.conditions.exists(c, c.type == '%' && c.status == 'True')";

    private Usual() {}

    /** A kind whose objects are all they will ever be as soon as they exist. */
    static Kind atOnce(String group, String name) {
        return Kind.of(group, name).readyWithin(AT_ONCE);
    }

    /** A kind that is ready when its condition {@code type} is true. */
    static Kind ready(String group, String name, String type) {
        return Kind.of(group, name).readyWhen(HOLDS.replace("%", type));
    }

    /** The class of storage that {@code path} names. */
    static ReferenceField storageClass(String path) {
        return to("storage.k8s.io", "StorageClass", path);
    }

    /** The account that {@code path} names. */
    static ReferenceField account(String path) {
        return to("", "ServiceAccount", path);
    }

    /** Wherever below {@code prefix} a name has a key beside it, both are those of a Secret, or of what is called a ConfigMap. */
    static List<ReferenceField> keysBelow(String prefix) {
        String any = prefix + ".**.";
        return List.of(
                secret(any + "name").onlyWithKey(),
                configMap(any + "configMap.name").withKey(),
                configMap(any + "configMapKeyRef.name").withKey(),
                configMap(any + "configMapRef.name").withKey());
    }

    /** What stands at {@code keys} of an object, down through mappings, or null. */
    static @Nullable Value at(KubernetesObject object, String... keys) {
        Value value = object.body();
        for (String key : keys) {
            value = value instanceof Mapping mapping ? mapping.get(key) : null;
        }
        return value;
    }

    /** The text at {@code keys} of an object, or {@code otherwise}. */
    static String text(KubernetesObject object, String otherwise, String... keys) {
        return at(object, keys) instanceof Leaf leaf && !leaf.text().isEmpty() ? leaf.text() : otherwise;
    }

    /** The mapping at {@code keys} of an object, empty where there is none. */
    static Mapping mapping(KubernetesObject object, String... keys) {
        return at(object, keys) instanceof Mapping mapping ? mapping : new Mapping();
    }

    /** The texts of the list at {@code keys} of an object. */
    static List<String> texts(KubernetesObject object, String... keys) {
        var texts = new ArrayList<String>();
        if (at(object, keys) instanceof Sequence list) {
            for (Value item : list) {
                if (item instanceof Leaf leaf) {
                    texts.add(leaf.text());
                }
            }
        }
        return texts;
    }

    /** The mappings of the list at {@code keys} of an object. */
    static List<Mapping> mappings(KubernetesObject object, String... keys) {
        return at(object, keys) instanceof Sequence list ? mappings(list) : List.of();
    }

    /** The elements of {@code list} that are mappings. */
    static List<Mapping> mappings(Sequence list) {
        var mappings = new ArrayList<Mapping>(list.size());
        for (Value item : list) {
            if (item instanceof Mapping mapping) {
                mappings.add(mapping);
            }
        }
        return mappings;
    }
}
