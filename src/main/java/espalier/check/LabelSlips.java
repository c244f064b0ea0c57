package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels with a value that stands nowhere else, one letter away from one that others have under the same key: what looks for them
 * ({@code kubectl -l}, a monitor's operator, a gateway) is often in no object.
 */
final class LabelSlips {
    private static final FieldPath OWN = FieldPath.of("metadata", "labels");
    private static final String SERVICE = "app.kubernetes.io/service";
    private static final FieldPath OF_PODS = FieldPath.of("spec", "template", "metadata", "labels");
    private static final FieldPath OF_JOBS_PODS =
            FieldPath.of("spec", "jobTemplate", "spec", "template", "metadata", "labels");

    /** By key, and by value: where it stands, with no object where it stands more than once. */
    private final Map<String, Map<String, Site>> keys = new HashMap<>();

    private record Site(@Nullable KubernetesObject object, FieldPath field) {}

    private static final Site MANY = new Site(null, OWN);

    private LabelSlips() {}

    static void check(ObjectGraph graph, List<Pod> pods) {
        var slips = new LabelSlips();
        for (KubernetesObject object : graph.objects()) {
            Mapping metadata = object.body().mapping("metadata");
            Mapping labels = metadata == null ? null : metadata.mapping("labels");
            slips.add(object, OWN, labels);
            if (labels != null && labels.get(SERVICE) instanceof Leaf service) {
                own(object, service.text());
            }
        }
        for (Pod pod : pods) {
            Mapping metadata = pod.template().mapping("metadata");
            FieldPath field = pod.object().kind().equals("CronJob") ? OF_JOBS_PODS : OF_PODS;
            if (!pod.object().kind().equals("Pod") && metadata != null) {
                slips.add(pod.object(), field, metadata.mapping("labels"));
            }
        }
        slips.keys.forEach(LabelSlips::tell);
    }

    /** A label of the app-template's, by which monitors find a Service, says what the Service is called. */
    private static void own(KubernetesObject object, String service) {
        String near = Names.slip(service, Set.of(object.name()));
        if (near != null) {
            tell(object, OWN.field(SERVICE), SERVICE, service, near);
        }
    }

    private void add(KubernetesObject object, FieldPath field, @Nullable Mapping labels) {
        for (int i = 0; labels != null && i < labels.size(); i++) {
            if (labels.valueAt(i) instanceof Leaf leaf) {
                String value = leaf.text();
                Map<String, Site> values = values(labels.keyAt(i));
                Site known = values.get(value);
                if (known == null) {
                    values.put(value, new Site(object, field));
                } else if (known.object != null) {
                    values.put(value, MANY);
                }
            }
        }
    }

    private Map<String, Site> values(String key) {
        Map<String, Site> values = keys.get(key);
        if (values == null) {
            values = new LinkedHashMap<>();
            keys.put(key, values);
        }
        return values;
    }

    private static void tell(String key, Map<String, Site> values) {
        List<String> common = new ArrayList<>(0);
        values.forEach((value, site) -> {
            if (site.object == null) {
                common.add(value);
            }
        });
        if (common.isEmpty() || common.size() == values.size()) {
            return;
        }
        values.forEach((value, site) -> {
            String near = site.object == null ? null : Names.slip(value, common);
            if (site.object != null && near != null) {
                tell(site.object, site.field.field(key), key, value, near);
            }
        });
    }

    private static void tell(KubernetesObject object, FieldPath field, String key, String value, String near) {
        object.owner()
                .findings()
                .report(
                        References.LABEL_MISSPELT,
                        object,
                        field,
                        null,
                        "Tried to give " + object + " the label " + key + ": " + value
                                + ", which nothing else has, but others have " + key + ": " + near,
                        "write " + near + " if that is meant, else waive \"label-misspelt\"");
    }
}
