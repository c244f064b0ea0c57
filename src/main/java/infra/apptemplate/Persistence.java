package infra.apptemplate;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of all pods of a release, which the chart has in one table: each says where it comes from, and which containers of
 * which controllers mount it.
 */
final class Persistence {
    private final Copies copies;
    private final Map<String, Mapping> items = new TreeMap<>();
    private final Map<String, Mapping> sources = new HashMap<>();
    /** Of the pod that is looked at: what its volumes are called here. */
    private final Map<String, String> names = new HashMap<>();

    private final Set<String> unmounted = new HashSet<>();
    private String controller = "";
    private VolumeClaims claims = new VolumeClaims();

    Persistence(Copies copies) {
        this.copies = copies;
    }

    Mapping values() {
        var values = new Mapping();
        items.forEach(values::put);
        return values;
    }

    /** Takes in the volumes of the pod {@code spec} of {@code controller}. */
    void begin(Fields spec, String controller, VolumeClaims claims) {
        this.controller = controller;
        this.claims = claims;
        names.clear();
        unmounted.clear();
        Sequence volumes = spec.list("volumes");
        for (int i = 0; i < volumes.size(); i++) {
            if (volumes.get(i) instanceof Mapping volume) {
                add(spec.item("volumes", i, volume), volume);
            }
        }
        sort(volumes);
    }

    /** What no container mounts the chart leaves out, and a claim of a StatefulSet it mounts everywhere. */
    void end(Fields spec) {
        unmounted.addAll(claims.unmounted());
        for (String volume : unmounted) {
            spec.item("volumes", 0, Mapping.of("name", volume)).refuse("name");
        }
    }

    /** Two pods may call two things by one name, which are two items here. */
    private void add(Fields fields, Mapping volume) {
        String name = String.valueOf(fields.text("name"));
        var source = (Mapping) copies.plain(volume);
        source.remove("name");
        String item = source.equals(sources.getOrDefault(name, source)) ? name : name + "-" + controller;
        if (sources.put(item, source) == null) {
            items.put(item, item(source));
        }
        volume.put("name", item);
        names.put(name, item);
        unmounted.add(item);
    }

    /** A type of the chart's own where that has words for all that is said, else the source as it is. */
    private Mapping item(Mapping source) {
        Mapping said = null;
        if (source.size() == 1 && source.valueAt(0) instanceof Mapping from) {
            said = switch (source.keyAt(0)) {
                case "persistentVolumeClaim" -> words(from, "", "claimName", "existingClaim");
                case "configMap" ->
                    words(from, "configMap", "name", "name", "defaultMode", "defaultMode", "items", "items");
                case "secret" ->
                    words(from, "secret", "secretName", "name", "defaultMode", "defaultMode", "items", "items");
                case "emptyDir" -> words(from, "emptyDir", "medium", "medium", "sizeLimit", "sizeLimit");
                case "hostPath" -> words(from, "hostPath", "path", "hostPath", "type", "hostPathType");
                case "nfs" -> words(from, "nfs", "server", "server", "path", "path");
                default -> null;
            };
        }
        return said == null ? Mapping.of("type", "custom").put("volumeSpec", source) : said;
    }

    /** {@code from} in the words of the chart, given in pairs; null where one is missing, or would be left out as empty. */
    private static @Nullable Mapping words(Mapping from, String type, String... pairs) {
        var said = new Mapping();
        if (!type.isEmpty()) {
            said.put("type", type);
        }
        int found = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            Value value = from.get(pairs[i]);
            if (value instanceof Leaf leaf
                    && (leaf.text().isEmpty() || leaf.text().equals("0"))) {
                return null;
            }
            if (value != null) {
                said.put(pairs[i + 1], value);
                found++;
            }
        }
        return found == from.size() ? said : null;
    }

    /** Takes in the mounts of {@code container}, which is called {@code identifier} among those of its controller. */
    void mounts(Fields container, String identifier) {
        Sequence mounts = container.list("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i) instanceof Mapping mount) {
                mount(container.item("volumeMounts", i, mount), identifier);
            }
        }
        sort(mounts);
    }

    private void mount(Fields mount, String identifier) {
        String volume = String.valueOf(mount.text("name"));
        mount.dropIf("readOnly", false);
        var said = new Mapping();
        copies.put(said, "path", mount.take("mountPath"));
        for (String key : new String[] {"readOnly", "subPath", "subPathExpr", "mountPropagation"}) {
            copies.put(said, key, mount.take(key));
        }
        mount.refuseRest();
        if (claims.has(volume)) {
            claims.mount(volume, identifier, said);
            return;
        }
        String name = names.getOrDefault(volume, volume);
        Mapping item = items.get(name);
        if (item == null) {
            mount.refuse("name");
            return;
        }
        mount.all().put("name", name);
        unmounted.remove(name);
        Mapping mounts = item.child("advancedMounts").child(controller);
        Sequence list = mounts.sequence(identifier);
        mounts.put(identifier, (list == null ? new Sequence() : list).add(said));
    }

    /** As the chart puts them: by the names of their volumes. */
    private static void sort(Sequence list) {
        List<Value> sorted = new ArrayList<>();
        list.forEach(sorted::add);
        sorted.sort(Comparator.comparing(
                value -> value instanceof Mapping mapping ? String.valueOf(mapping.text("name")) : ""));
        for (int i = 0; i < sorted.size(); i++) {
            list.set(i, sorted.get(i));
        }
    }
}
