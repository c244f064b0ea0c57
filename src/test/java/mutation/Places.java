package mutation;

import espalier.Cluster;
import espalier.KubernetesObject;
import espalier.Text;
import espalier.graph.Standpoint;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster's objects say what another one is known by. No list of fields decides it: a text counts wherever it
 * stands, also where nobody meant the other object.
 */
final class Places {
    /** The host and the port in a URL, or both alone. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?://(?:[^/@\\s]*@)?([a-z0-9][a-z0-9.-]*)(?::(\\d+))?(?=$|[/?\\s\"'])|^([a-z0-9][a-z0-9.-]*):(\\d+)$)");

    private final Facts facts;
    private final List<KubernetesObject> objects;
    private final List<Place> all = new ArrayList<>();

    private Places(List<KubernetesObject> objects, Facts facts) {
        this.objects = objects;
        this.facts = facts;
    }

    /** The places in the objects of {@code cluster}, where two say the same and one of them is known by it. */
    static List<Place> of(Cluster cluster, Facts facts) {
        List<KubernetesObject> objects = Facts.objects(cluster);
        return in(objects, facts).shared();
    }

    /** All of them, whether anything is known by what they say or not. */
    static List<Place> all(Cluster cluster, Facts facts) {
        return in(Facts.objects(cluster), facts).all;
    }

    private static Places in(List<KubernetesObject> objects, Facts facts) {
        var places = new Places(objects, facts);
        for (int i = 0; i < objects.size(); i++) {
            places.value(i, new ArrayList<>(), written(objects.get(i)));
        }
        return places;
    }

    /** What somebody can misspell: the values of a release that carries workloads are made of these, when all is said. */
    private static Mapping written(KubernetesObject object) {
        Mapping body = object.body();
        if (!object.isCarrier()) {
            return body;
        }
        Mapping written = body.copy();
        Mapping spec = written.mapping("spec");
        if (spec != null) {
            spec.remove("values");
        }
        return written;
    }

    /** {@code leaf} as it is written in the end: a host whose name depends on who reads it is put together then. */
    static Leaf read(KubernetesObject object, Leaf leaf) {
        return leaf instanceof Text text ? text.readIn(Standpoint.of(object)) : leaf;
    }

    private void value(int object, List<Object> steps, Value value) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> {
                steps.add(key);
                if (isData(steps)) {
                    all.add(new Place(object, List.copyOf(steps), true, false, 0, key, null, false));
                }
                if (child instanceof Leaf leaf) {
                    leaf(object, List.copyOf(steps), leaf, beside(mapping, key, steps));
                } else {
                    value(object, steps, child);
                }
                steps.remove(steps.size() - 1);
            });
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                steps.add(i);
                value(object, steps, sequence.get(i));
                steps.remove(steps.size() - 1);
            }
        } else if (value instanceof Leaf leaf) {
            leaf(object, List.copyOf(steps), leaf, null);
        }
    }

    /** The name of a variable whose value it is, in a container or in a ConfigMap that becomes variables. */
    private static @Nullable String beside(Mapping mapping, String key, List<Object> steps) {
        if (steps.size() == 2 && steps.get(0).equals("data")) {
            return key;
        }
        return key.equals("value") ? mapping.text("name") : null;
    }

    private static boolean isHeader(List<Object> steps) {
        return steps.size() == 1
                && (steps.get(0).equals("apiVersion") || steps.get(0).equals("kind"));
    }

    /** Keys that people choose: those of a ConfigMap, a Secret, or what a Secret is made of. */
    private static boolean isData(List<Object> steps) {
        return steps.size() > 1
                && steps.get(steps.size() - 2) instanceof String above
                && (above.equals("data") || above.endsWith("Data"));
    }

    private void leaf(int object, List<Object> steps, Leaf written, @Nullable String beside) {
        if (isHeader(steps)) {
            return;
        }
        Leaf leaf = read(objects.get(object), written);
        all.add(new Place(object, steps, false, !leaf.isString(), 0, leaf.text(), beside, false));
        if (leaf.isString()) {
            Matcher authority = AUTHORITY.matcher(leaf.text());
            while (authority.find()) {
                for (int group = 1; group <= 4; group++) {
                    part(object, steps, leaf, authority, group, beside);
                }
            }
        }
    }

    private void part(
            int object, List<Object> steps, Leaf leaf, Matcher authority, int group, @Nullable String beside) {
        String text = authority.group(group);
        // postgres:16 is an image, and postgres:5432 is not
        boolean isAddress = group < 3 || !facts.ports(authority.group(4)).isEmpty();
        if (text != null && !text.equals(leaf.text()) && isAddress) {
            all.add(new Place(object, steps, false, false, authority.start(group), text, beside, true));
        }
    }

    /** Those whose text something is known by, and that stands in another object as well, or is what another is known by. */
    private List<Place> shared() {
        Map<String, Set<Object>> sayers = new HashMap<>();
        for (Place place : all) {
            sayers.computeIfAbsent(place.text(), text -> new HashSet<>()).add(objects.get(place.object()));
        }
        var shared = new ArrayList<Place>();
        for (Place place : all) {
            var known = place.isNumber() ? facts.ports(place.text()) : facts.about(place.text());
            Set<Object> parties = new HashSet<>(sayers.getOrDefault(place.text(), Set.of()));
            known.forEach(fact -> parties.add(fact.owner()));
            if (!known.isEmpty() && parties.size() > 1) {
                shared.add(place);
            }
        }
        return shared;
    }
}
