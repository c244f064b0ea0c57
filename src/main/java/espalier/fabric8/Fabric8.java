package espalier.fabric8;

import com.fasterxml.jackson.databind.ObjectMapper;
import espalier.tree.JavaTree;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.StrategicMerge;
import espalier.tree.Value;
import io.fabric8.kubernetes.api.builder.Builder;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes objects of fabric8's classes for trees, and lets its builders change trees. */
public final class Fabric8 {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fabric8() {}

    /**
     * The tree of an object of fabric8's model.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Mapping tree(Object object) {
        try {
            Value tree = JavaTree.of(object == null ? null : MAPPER.convertValue(object, Map.class));
            if (tree instanceof Mapping mapping && mapping.has("kind")) {
                return mapping;
            }
        } catch (IllegalArgumentException e) {
            throw refused(object, e);
        }
        throw refused(object, null);
    }

    private static IllegalArgumentException refused(Object object, @Nullable Exception cause) {
        String what = object == null ? "null" : "a " + object.getClass().getName();
        return new IllegalArgumentException(
                "Tried to add " + what + ", but it is no Kubernetes object of fabric8's model", cause);
    }

    /** The kind whose builder {@code builder} is: {@code Deployment} for {@code DeploymentBuilder}. */
    public static String kind(Class<?> builder) {
        return builder.getSimpleName().replaceFirst("Builder$", "");
    }

    /**
     * Lets {@code change} work on a builder of {@code body}, and brings back only what it changed, so that the order of the rest,
     * its markers and its references stay.
     *
     * @throws IllegalArgumentException when {@code type} is no builder of fabric8's, or {@code body} is not of its kind
     */
    public static <B> void edit(Mapping body, Class<B> type, Consumer<B> change) {
        Constructor<?> constructor = fromObject(type);
        Class<?> model = constructor.getParameterTypes()[0];
        Object before = MAPPER.convertValue(toJava(body), model);
        try {
            B builder = type.cast(constructor.newInstance(before));
            change.accept(builder);
            Object after = ((Builder<?>) builder).build();
            StrategicMerge.merge(body, StrategicMerge.between(tree(before), tree(after)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Tried to make a " + type.getName() + ", but " + e, e);
        }
    }

    private static Constructor<?> fromObject(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 1 && parameters[0].getSimpleName().equals(kind(type))) {
                return constructor;
            }
        }
        throw new IllegalArgumentException(
                "Tried to edit by a " + type.getName() + ", but that is no builder of fabric8's model");
    }

    private static @Nullable Object toJava(Value value) {
        if (value instanceof Mapping mapping) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            mapping.forEach((key, child) -> map.put(key, toJava(child)));
            return map;
        }
        if (value instanceof Sequence sequence) {
            var list = new ArrayList<@Nullable Object>();
            sequence.forEach(child -> list.add(toJava(child)));
            return list;
        }
        Leaf leaf = (Leaf) value;
        if (leaf.isString()) {
            return leaf.text();
        }
        return switch (leaf.text()) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> number(leaf.text());
        };
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return Double.valueOf(text);
        }
    }
}
