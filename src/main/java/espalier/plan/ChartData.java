package espalier.plan;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data that goes when Helm uninstalls a release, as far as the HelmRelease tells: what its chart is known to delete, and the claims that
 * its values ask the chart to make. Those of a StatefulSet's template stay, whoever deletes it.
 */
final class ChartData {
    /** By the name of the chart. */
    private static final Map<String, String> KNOWN = Map.of(
            // longhorn/charts: README, "Uninstallation"
            "longhorn",
            "all volumes of Longhorn with the data (its uninstaller deletes them; it fails while"
                    + " deleting-confirmation-flag is not true)",
            // rook: Documentation/Helm-Charts/ceph-cluster-chart, the chart is a CephCluster with its pools
            "rook-ceph-cluster",
            "the storage of the whole cluster");

    /** What charts call a volume that they keep. */
    private static final Set<String> VOLUME =
            Set.of("persistence", "persistentVolume", "persistentVolumeClaim", "pvc", "volumeClaim");

    private static final Set<String> TEMPLATE = Set.of("volumeClaimTemplate", "volumeClaimTemplates");

    private ChartData() {}

    /** In words; empty for none that anybody could know of. */
    static String of(Placed release) {
        String known = KNOWN.get(Paths.text(release.body(), "spec", "chart", "spec", "chart"));
        if (known != null) {
            return known;
        }
        var claims = new ArrayList<String>();
        Mapping values = Paths.mapping(release.body(), "spec", "values");
        if (values != null) {
            collect("values", "", values, claims);
        }
        return claims.isEmpty()
                ? ""
                : "claims that the chart itself makes (" + Words.some(claims, 3)
                        + "), but for those of a StatefulSet, which stay";
    }

    private static void collect(String path, String key, Mapping values, List<String> into) {
        if (is(values, "enabled", "false") || is(values, "create", "false")) {
            return;
        }
        if (isClaim(key, values)) {
            into.add(path);
            return;
        }
        values.forEach((name, value) -> {
            if (!TEMPLATE.contains(name)) {
                below(path + "." + name, VOLUME.contains(key) ? key : name, value, into);
            }
        });
    }

    private static void below(String path, String key, Value value, List<String> into) {
        if (value instanceof Mapping mapping) {
            collect(path, key, mapping, into);
        } else if (value instanceof Sequence items) {
            for (int i = 0; i < items.size(); i++) {
                below(path + "[" + i + "]", key, items.get(i), into);
            }
        }
    }

    /** Whether a chart that is given {@code values} makes a claim of them, which Helm deletes with the rest. */
    private static boolean isClaim(String key, Mapping values) {
        String type = Paths.text(values, "type");
        boolean otherType = !type.isEmpty() && !type.equals("persistentVolumeClaim") && !type.equals("pvc");
        boolean isThere = !Paths.text(values, "existingClaim").isEmpty()
                || !Paths.text(values, "claimName").isEmpty();
        boolean stays = is(values, "retain", "true")
                || Paths.text(values, "annotations", "helm.sh/resource-policy").equals("keep");
        if (otherType || isThere || stays) {
            return false;
        }
        boolean sized = values.has("size") || values.has("accessModes") || values.has("accessMode");
        boolean classed = values.has("storageClass") || values.has("storageClassName");
        return VOLUME.contains(key)
                ? sized || classed || is(values, "enabled", "true")
                : sized && (classed || values.has("accessModes") || values.has("accessMode"));
    }

    private static boolean is(Mapping values, String key, String text) {
        return Paths.text(values, key).equals(text);
    }
}
