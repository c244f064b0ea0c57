package infra.apptemplate;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The templates of a StatefulSet's claims, each of which says itself where it is mounted. */
final class VolumeClaims {
    private final Map<String, Mapping> byName = new LinkedHashMap<>(0);

    /** Reads those of {@code spec}. */
    void read(Fields spec, Copies copies) {
        Sequence list = spec.list("volumeClaimTemplates");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping claim) {
                read(spec.item("volumeClaimTemplates", i, claim), claim, copies);
            }
        }
    }

    private void read(Fields template, Mapping claim, Copies copies) {
        template.take("apiVersion");
        template.take("kind");
        claim.remove("apiVersion"); // which the chart leaves out
        claim.remove("kind");
        Fields metadata = template.below("metadata");
        String name = String.valueOf(metadata.text("name"));
        var values = Mapping.of("name", name);
        copies.put(values, "labels", metadata.mapping("labels"));
        copies.put(values, "annotations", metadata.mapping("annotations"));
        metadata.take("namespace");
        claim.child("metadata").remove("namespace");
        metadata.refuseRest();
        Fields spec = template.below("spec");
        Sequence modes = spec.list("accessModes");
        if (modes.size() == 1) {
            copies.put(values, "accessMode", modes.get(0));
        } else {
            spec.refuse("accessModes");
        }
        Fields resources = spec.below("resources");
        Fields requests = resources.below("requests");
        copies.put(values, "size", requests.take("storage"));
        requests.refuseRest();
        resources.refuseRest();
        Value storageClass = spec.take("storageClassName");
        boolean isNone = storageClass instanceof Leaf leaf && leaf.text().isEmpty();
        copies.put(values, "storageClass", isNone ? Value.ofJava("-") : storageClass);
        copies.putTemplated(values, "dataSource", spec.take("dataSource"));
        copies.putTemplated(values, "dataSourceRef", spec.take("dataSourceRef"));
        spec.refuseRest();
        template.refuseRest();
        byName.put(name, values);
    }

    boolean has(String volume) {
        return byName.containsKey(volume);
    }

    /** Mounts {@code volume}, one of them, in {@code container}. */
    void mount(String volume, String container, Mapping mount) {
        Mapping mounts = byName.getOrDefault(volume, new Mapping()).child("advancedMounts");
        Sequence list = mounts.sequence(container);
        mounts.put(container, (list == null ? new Sequence() : list).add(mount));
    }

    List<String> unmounted() {
        var unmounted = new ArrayList<String>(0);
        byName.forEach((name, values) -> {
            if (!values.has("advancedMounts")) {
                unmounted.add(name);
            }
        });
        return unmounted;
    }

    Sequence values() {
        var list = new Sequence();
        byName.values().forEach(list::add);
        return list;
    }
}
