package espalier.report;

import static espalier.report.Markdown.code;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** What outlives its pods. */
final class StorageFacts {
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");
    private static final FieldPath SIZE = FieldPath.of("spec", "resources", "requests", "storage");
    private static final FieldPath RECLAIM = FieldPath.of("reclaimPolicy");

    private StorageFacts() {}

    /** A row a claim: how much of which class it is, and what becomes of that when the claim goes. */
    static List<List<String>> rows(ObjectGraph graph) {
        var rows = new ArrayList<List<String>>();
        for (KubernetesObject claim : graph.ofKind("PersistentVolumeClaim")) {
            String name = CLASS.textIn(claim.body());
            KubernetesObject storage = graph.object(Identity.of("storage.k8s.io", "StorageClass", "", name));
            rows.add(List.of(
                    code(claim.namespace() + "/" + claim.name()),
                    SIZE.textIn(claim.body()),
                    code(name),
                    storage == null ? "not known here" : RECLAIM.textIn(storage.body())));
        }
        return rows;
    }
}
