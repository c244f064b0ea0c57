package espalier.cdk8s;

import espalier.Identity;
import espalier.Kind;
import espalier.catalog.KindCatalog;
import espalier.tree.JavaTree;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;

/** What an object of cdk8s says, as a tree of ours. */
final class Body {
    private static final Comparator<String> FIRST_WHAT_IT_IS = Comparator.comparing(
                    (String key) -> !key.equals("apiVersion") && !key.equals("kind"))
            .thenComparing(key -> !key.equals("metadata"))
            .thenComparing(Comparator.naturalOrder());
    private static final KindCatalog KINDS = KindCatalog.with(List.of());

    private Body() {}

    /** {@code object} as it is written: cdk8s gives the chart's namespace to every one, also of kinds that stand in none. */
    static Mapping of(ApiObject object, Handles handles) {
        Object json = object.toJson();
        if (!(JavaTree.of(sorted(json), handles::restored) instanceof Mapping body)) {
            throw new IllegalArgumentException("Tried to take in an object of cdk8s, but it is none: " + json);
        }
        Kind kind = KINDS.kind(
                Identity.groupOf(String.valueOf(body.text("apiVersion"))), String.valueOf(body.text("kind")));
        if (kind.isClusterScoped()) {
            body.child("metadata").remove("namespace");
        }
        return body;
    }

    /** cdk8s sorts keys as well, but not those that a patch brings; and a map that the user wrote may come in another order each time. */
    private static @Nullable Object sorted(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, @Nullable Object>(FIRST_WHAT_IT_IS);
            map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
            return sorted;
        }
        if (json instanceof List<?> list) {
            var all = new ArrayList<@Nullable Object>(list.size());
            list.forEach(item -> all.add(sorted(item)));
            return all;
        }
        return json;
    }

    /** By which the object that {@code body} describes is known on the cluster. */
    static Identity identity(Mapping body) {
        Mapping metadata = body.child("metadata");
        return Identity.of(
                Identity.groupOf(String.valueOf(body.text("apiVersion"))),
                String.valueOf(body.text("kind")),
                metadata.has("namespace") ? String.valueOf(metadata.text("namespace")) : "",
                String.valueOf(metadata.text("name")));
    }
}
