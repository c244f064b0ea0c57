package espalier.doctor;

import espalier.hidden.Hidden;
import espalier.hidden.Mask;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Secrets hold that a pod reads, so that none of it is shown when the pod says why it fails. */
final class PodSecrets {
    /** On more, what a pod wrote is not shown. */
    private static final int MOST = 50;

    private final ObjectSource source;
    private final Map<String, @Nullable List<Hidden>> known = new HashMap<>();

    PodSecrets(ObjectSource source) {
        this.source = source;
    }

    /** Takes the values out that {@code pod} knows; null where this user may not read them, and so nobody can. */
    @Nullable
    Mask mask(Mapping pod) throws NoAnswer {
        var values = new ArrayList<Hidden>();
        for (String name : names(Fields.mapping(pod, "spec"))) {
            List<Hidden> held = values(Id.of(pod).namespace(), name);
            if (held == null) {
                return null;
            }
            values.addAll(held);
        }
        return Mask.of(values);
    }

    private @Nullable List<Hidden> values(String namespace, String name) throws NoAnswer {
        String key = namespace + "/" + name;
        if (!known.containsKey(key)) {
            known.put(key, known.size() < MOST ? read(namespace, name) : null);
        }
        return known.get(key);
    }

    private @Nullable List<Hidden> read(String namespace, String name) throws NoAnswer {
        try {
            Mapping secret = source.get(Resource.SECRET, namespace, name);
            var values = new ArrayList<Hidden>();
            Mapping data = secret == null ? null : secret.mapping("data");
            if (data != null) {
                data.forEach((key, value) -> values.add(Hidden.ofBase64(((Leaf) value).text())));
            }
            return values;
        } catch (Refused e) {
            return null;
        }
    }

    private static Set<String> names(@Nullable Mapping spec) {
        var names = new LinkedHashSet<String>();
        if (spec == null) {
            return names;
        }
        for (String list : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
            for (Mapping container : Fields.list(spec, list)) {
                Fields.list(container, "env")
                        .forEach(variable -> add(names, variable, "valueFrom", "secretKeyRef", "name"));
                Fields.list(container, "envFrom").forEach(from -> add(names, from, "secretRef", "name"));
            }
        }
        for (Mapping volume : Fields.list(spec, "volumes")) {
            add(names, volume, "secret", "secretName");
            Fields.list(volume, "projected", "sources").forEach(part -> add(names, part, "secret", "name"));
        }
        return names;
    }

    private static void add(Set<String> names, Mapping from, String... path) {
        String name = Fields.text(from, path);
        if (!name.isEmpty()) {
            names.add(name);
        }
    }
}
