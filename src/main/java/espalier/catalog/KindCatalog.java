package espalier.catalog;

import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that the compiler knows, and those that a cluster tells of; of every other it assumes nothing.
 *
 * <p>What it answers never changes, but a group's table is made when it is first asked for, so that a cluster pays for what it
 * uses. Belongs to one cluster and is used by one thread at a time.
 */
public final class KindCatalog {
    private final Map<String, Map<String, Kind>> groups = new HashMap<>();
    private final Map<String, Map<String, KnownKind>> versions = new HashMap<>();
    private final Map<String, List<Kind>> described = new HashMap<>();

    private KindCatalog() {}

    /** Kubernetes's own kinds, Flux's and those of many operators, with what {@code more} tells. */
    public static KindCatalog with(Iterable<Kind> more) {
        var catalog = new KindCatalog();
        for (Kind kind : more) {
            catalog.described
                    .computeIfAbsent(kind.group(), group -> new ArrayList<>(1))
                    .add(kind);
        }
        return catalog;
    }

    /** All kinds that are known without a cluster. */
    public static List<Kind> standard() {
        var all = new ArrayList<Kind>();
        for (String group : Families.GROUPS) {
            all.addAll(Families.of(group));
        }
        return all;
    }

    /** What is known of the kind of {@code object}. */
    public KnownKind of(KubernetesObject object) {
        String version = object.apiVersion();
        Map<String, KnownKind> known = versions.get(version);
        if (known == null) {
            known = new HashMap<>();
            versions.put(version, known);
        }
        KnownKind kind = known.get(object.kind());
        if (kind == null) {
            String group = Identity.groupOf(version);
            kind = new KnownKind(kind(group, object.kind()), knows(group, object.kind()));
            known.put(object.kind(), kind);
        }
        return kind;
    }

    /** Whether one of the kinds that were asked for by an object of theirs never says that it is ready. */
    public boolean usesKindNeverReady() {
        for (Map<String, KnownKind> kinds : versions.values()) {
            for (KnownKind known : kinds.values()) {
                if (known.kind().readiness() == Kind.Readiness.NEVER) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is known of {@code kind} in {@code group}. */
    public Kind kind(String group, String kind) {
        Kind known = group(group).get(kind);
        return known == null ? Kind.of(group, kind) : known;
    }

    /** Whether anything is known of {@code kind} in {@code group}. */
    public boolean knows(String group, String kind) {
        return group(group).containsKey(kind);
    }

    /** The kinds of {@code group} of which anything is known. */
    public Iterable<Kind> kindsOf(String group) {
        return group(group).values();
    }

    /** The kind that a CustomResourceDefinition of this name defines, or null where that is not known. */
    public @Nullable Kind definedBy(String definition) {
        for (Kind kind :
                group(definition.substring(definition.indexOf('.') + 1)).values()) {
            if (kind.definitionName().equals(definition)) {
                return kind;
            }
        }
        return null;
    }

    private Map<String, Kind> group(String group) {
        Map<String, Kind> kinds = groups.get(group);
        if (kinds == null) {
            kinds = new HashMap<>();
            for (Kind kind : Families.of(group)) {
                kinds.put(kind.name(), kind);
            }
            for (Kind kind : described.getOrDefault(group, List.of())) {
                Kind before = kinds.get(kind.name());
                kinds.put(kind.name(), before == null ? kind : before.and(kind));
            }
            groups.put(group, kinds);
        }
        return kinds;
    }
}
