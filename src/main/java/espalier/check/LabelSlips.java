package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels with a value that stands nowhere else, one letter away from one that others have under the same key: what looks for them
 * ({@code kubectl -l}, a monitor's operator, a gateway) is often in no object.
 */
final class LabelSlips {
    private static final FieldPath OWN = FieldPath.of("metadata", "labels");
    private static final FieldPath OF_PODS = FieldPath.of("spec", "template", "metadata", "labels");
    private static final FieldPath OF_JOBS_PODS =
            FieldPath.of("spec", "jobTemplate", "spec", "template", "metadata", "labels");

    /** By key, and by value: where it stands, or null where it stands more than once. */
    private final Map<String, Map<String, @Nullable Site>> keys = new HashMap<>();

    private record Site(KubernetesObject object, FieldPath field) {}

    private LabelSlips() {}

    static void check(ObjectGraph graph, List<Pod> pods) {
        var slips = new LabelSlips();
        for (KubernetesObject object : graph.objects()) {
            Mapping metadata = object.body().mapping("metadata");
            slips.add(object, OWN, metadata == null ? null : metadata.mapping("labels"));
        }
        for (Pod pod : pods) {
            Mapping metadata = pod.template().mapping("metadata");
            FieldPath field = pod.object().kind().equals("CronJob") ? OF_JOBS_PODS : OF_PODS;
            if (!pod.object().kind().equals("Pod") && metadata != null) {
                slips.add(pod.object(), field, metadata.mapping("labels"));
            }
        }
        slips.keys.forEach(slips::tell);
    }

    private void add(KubernetesObject object, FieldPath field, @Nullable Mapping labels) {
        for (int i = 0; labels != null && i < labels.size(); i++) {
            String key = labels.keyAt(i);
            String value = labels.text(key);
            if (value != null) {
                Map<String, @Nullable Site> values = keys.computeIfAbsent(key, k -> new LinkedHashMap<>());
                values.put(value, values.containsKey(value) ? null : new Site(object, field));
            }
        }
    }

    private void tell(String key, Map<String, @Nullable Site> values) {
        List<String> common = new ArrayList<>(0);
        values.forEach((value, site) -> {
            if (site == null) {
                common.add(value);
            }
        });
        if (common.isEmpty() || common.size() == values.size()) {
            return;
        }
        values.forEach((value, site) -> {
            String near = site == null ? null : Names.slip(value, common);
            if (site != null && near != null) {
                tell(site, key, value, near);
            }
        });
    }

    private static void tell(Site site, String key, String value, String near) {
        KubernetesObject object = site.object;
        object.owner()
                .findings()
                .report(
                        References.LABEL_MISSPELT,
                        object,
                        site.field.field(key),
                        null,
                        "Tried to give " + object + " the label " + key + ": " + value
                                + ", which nothing else has, but others have " + key + ": " + near,
                        "write " + near + " if that is meant, else waive \"label-misspelt\"");
    }
}
