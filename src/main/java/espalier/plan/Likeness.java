package espalier.plan;

import espalier.Identity;
import espalier.applied.BuiltObject;
import espalier.difference.FieldChange;
import espalier.difference.ObjectDifference;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which of the new objects is one of those that are gone, under another name or in another namespace. */
final class Likeness {
    /** Beyond that, only what says exactly the same is compared: it takes the product of both. */
    private static final int MOST_PAIRS = 400;
    /** How many of ten values may differ in what is still taken for the same. */
    private static final int TENTHS = 3;

    private static final String NAME = "\u0000";

    private final Side before;
    private final Side after;
    private final Map<Placed, Placed> pairs = new HashMap<>();
    private final Set<Placed> taken = new HashSet<>();

    private Likeness(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** The old object by the new one. */
    static Map<Placed, Placed> between(List<Placed> gone, List<Placed> come, Side before, Side after) {
        var likeness = new Likeness(before, after);
        var byKind = new HashMap<String, List<Placed>>();
        for (Placed each : gone) {
            byKind.computeIfAbsent(kind(each), key -> new ArrayList<>()).add(each);
        }
        var newByKind = new HashMap<String, List<Placed>>();
        for (Placed each : come) {
            newByKind.computeIfAbsent(kind(each), key -> new ArrayList<>()).add(each);
        }
        newByKind.forEach((kind, now) -> {
            List<Placed> old = byKind.getOrDefault(kind, List.of());
            if (kind.equals(Unit.GROUP + "/Kustomization")) {
                likeness.matchByWhatTheyApply(new HashSet<>(old), now);
            } else {
                likeness.match(old, now);
            }
        });
        return likeness.pairs;
    }

    private static String kind(Placed object) {
        return object.identity().group() + "/" + object.identity().kind();
    }

    /** What Kustomizations say is alike in all of them: the same are those two that apply the most of each other's objects. */
    private void matchByWhatTheyApply(Set<Placed> gone, List<Placed> come) {
        var all = new ArrayList<Shared>();
        for (Placed now : come) {
            Unit unit = after.unit(now.identity());
            var shared = new LinkedHashMap<Placed, Integer>();
            for (BuiltObject built :
                    unit == null ? List.<BuiltObject>of() : unit.applied().built()) {
                Placed old = before.get(built.identity());
                Placed applier = old == null ? null : before.get(old.unit().identity());
                if (applier != null && gone.contains(applier)) {
                    shared.merge(applier, 1, Integer::sum);
                }
            }
            shared.forEach((old, count) -> all.add(new Shared(old, now, count)));
        }
        all.sort(Comparator.comparingInt(Shared::count).reversed());
        for (Shared most : all) {
            if (!taken.contains(most.old()) && !pairs.containsKey(most.now())) {
                pair(most.old(), most.now());
            }
        }
    }

    /** How many objects of the one Kustomization the other applies now. */
    private record Shared(Placed old, Placed now, int count) {}

    private void match(List<Placed> gone, List<Placed> come) {
        if (gone.isEmpty()) {
            return;
        }
        var byBody = new HashMap<Mapping, List<Placed>>();
        var byName = new HashMap<String, Placed>();
        for (Placed old : gone) {
            byBody.computeIfAbsent(anonymous(old), key -> new ArrayList<>()).add(old);
            byName.put(generatedName(old), old);
        }
        for (Placed now : come) {
            for (Placed old : byBody.getOrDefault(anonymous(now), List.of())) {
                if (!taken.contains(old)) {
                    pair(old, now);
                    break;
                }
            }
            Placed hashed = now.isGenerated() ? byName.get(generatedName(now)) : null;
            if (hashed != null && !pairs.containsKey(now) && !taken.contains(hashed)) {
                pair(hashed, now);
            }
        }
        if ((long) gone.size() * come.size() <= MOST_PAIRS) {
            come.forEach(now -> nearest(gone, now));
        }
    }

    private void pair(Placed old, Placed now) {
        pairs.put(now, old);
        taken.add(old);
    }

    private void nearest(List<Placed> gone, Placed now) {
        Placed best = null;
        int least = Integer.MAX_VALUE;
        int size = pairs.containsKey(now) ? 0 : leaves(now.body());
        for (Placed old : size == 0 ? List.<Placed>of() : gone) {
            int different = taken.contains(old) ? Integer.MAX_VALUE : different(old, now);
            if (different < least && different * 10 <= TENTHS * Math.max(size, leaves(old.body()))) {
                best = old;
                least = different;
            }
        }
        if (best != null) {
            pair(best, now);
        }
    }

    private static int different(Placed old, Placed now) {
        if (now.is("Namespace") || now.is("Secret")) {
            return Integer.MAX_VALUE; // they say so little that all are alike
        }
        // A new name may stand in the labels as well, or may not.
        return Math.min(
                different(now.identity(), anonymous(old), anonymous(now)),
                different(now.identity(), old.body(), now.body()));
    }

    private static int different(Identity identity, Mapping old, Mapping now) {
        int different = 0;
        for (FieldChange field : ObjectDifference.fields(identity, old, now)) {
            different += Math.max(leaves(field.before()), leaves(field.after()));
        }
        return different;
    }

    private static int leaves(@Nullable Value value) {
        int count = 0;
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                count += leaves(mapping.valueAt(i));
            }
        } else if (value instanceof Sequence items) {
            for (Value item : items) {
                count += leaves(item);
            }
        } else {
            count = value == null ? 0 : 1;
        }
        return count;
    }

    /** The name without the hash that kustomize hung behind it. */
    private static String generatedName(Placed object) {
        return object.namespace() + "/" + object.plain().name();
    }

    /** What it says, whatever it is called and wherever it stands. */
    private static Mapping anonymous(Placed object) {
        Identity identity = object.identity();
        Mapping body = (Mapping) without(object.body(), identity.name());
        Mapping metadata = body.mapping("metadata");
        if (metadata != null) {
            metadata.remove("name");
            metadata.remove("namespace");
        }
        return body;
    }

    private static Value without(Value value, String name) {
        if (value instanceof Mapping mapping) {
            var copy = new Mapping();
            mapping.forEach((key, child) -> copy.put(key, without(child, name)));
            return copy;
        }
        if (value instanceof Sequence items) {
            var copy = new Sequence();
            items.forEach(item -> copy.add(without(item, name)));
            return copy;
        }
        return value instanceof Leaf leaf && leaf.text().equals(name) ? Scalar.of(NAME) : value;
    }
}
