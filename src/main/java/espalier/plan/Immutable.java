package espalier.plan;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fields that the API server does not let anybody change. From the validation of Kubernetes 1.33 ({@code pkg/apis/KIND/validation}
 * and {@code pkg/registry}), of definitions ({@code apiextensions-apiserver}), and of Gateway API's own rules.
 */
final class Immutable {
    private static final String STATEFUL_SET_WAY =
            "delete it without its pods (kubectl delete statefulset NAME --cascade=orphan), and Flux makes it anew around them;"
                    + " claims keep their size until each is changed itself";
    private static final String CLASS_WAY =
            "say allowVolumeExpansion: true in its class, where its driver can do that; a class may be told so at any time";
    private static final String WAY =
            "delete it, and Flux makes it anew; or mark it kustomize.toolkit.fluxcd.io/force: enabled"
                    + " for this commit";

    /**
     * @param kind with its group before it
     * @param fields below which nothing can change; where it begins with {@code !}, below which alone something can
     */
    private record Rule(String kind, String way, List<String> fields) {
        Rule(String kind, String way, String... fields) {
            this(kind, way, List.of(fields));
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("apps/Deployment", WAY, "spec.selector"), // registry/apps/deployment/strategy.go
            new Rule("apps/DaemonSet", WAY, "spec.selector"), // registry/apps/daemonset/strategy.go
            new Rule("apps/ReplicaSet", WAY, "spec.selector"), // registry/apps/replicaset/strategy.go
            // ValidateStatefulSetUpdate
            new Rule(
                    "apps/StatefulSet",
                    STATEFUL_SET_WAY,
                    "!spec.replicas",
                    "!spec.template",
                    "!spec.updateStrategy",
                    "!spec.minReadySeconds",
                    "!spec.ordinals",
                    "!spec.revisionHistoryLimit",
                    "!spec.persistentVolumeClaimRetentionPolicy"),
            // ValidateJobSpecUpdate
            new Rule(
                    "batch/Job",
                    "give it a name that changes with its content, or mark it kustomize.toolkit.fluxcd.io/force: enabled",
                    "spec.template",
                    "spec.selector",
                    "spec.completions",
                    "spec.completionMode",
                    "spec.podFailurePolicy",
                    "spec.backoffLimitPerIndex",
                    "spec.managedBy",
                    "spec.successPolicy"),
            // ValidatePersistentVolumeClaimUpdate
            new Rule(
                    "/PersistentVolumeClaim",
                    "make a new claim beside it, copy the data, and give that to the app",
                    "!spec.resources",
                    "!spec.volumeAttributesClassName"),
            // ValidatePersistentVolumeUpdate: the source of the volume, its mode, and whom it may run with
            new Rule(
                    "/PersistentVolume",
                    "make a volume of another name",
                    "!spec.capacity",
                    "!spec.accessModes",
                    "!spec.claimRef",
                    "!spec.mountOptions",
                    "!spec.persistentVolumeReclaimPolicy",
                    "!spec.storageClassName",
                    "!spec.volumeAttributesClassName"),
            // ValidateStorageClassUpdate
            new Rule(
                    "storage.k8s.io/StorageClass",
                    "make a class of another name; or delete this one, which leaves its volumes alone, and Flux makes it anew",
                    "parameters",
                    "provisioner",
                    "reclaimPolicy",
                    "volumeBindingMode"),
            new Rule("storage.k8s.io/CSIDriver", WAY, "spec.attachRequired", "spec.volumeLifecycleModes"),
            new Rule("rbac.authorization.k8s.io/RoleBinding", WAY, "roleRef"), // ValidateRoleBindingUpdate
            new Rule("rbac.authorization.k8s.io/ClusterRoleBinding", WAY, "roleRef"),
            new Rule("scheduling.k8s.io/PriorityClass", WAY, "value", "preemptionPolicy"),
            new Rule("node.k8s.io/RuntimeClass", WAY, "handler"),
            new Rule("networking.k8s.io/IngressClass", WAY, "spec.controller"),
            new Rule("discovery.k8s.io/EndpointSlice", WAY, "addressType"),
            new Rule("/Secret", WAY, "type"), // ValidateSecretUpdate
            // ValidateCustomResourceDefinitionUpdate
            new Rule(
                    "apiextensions.k8s.io/CustomResourceDefinition",
                    "a definition of another name; deleting this one deletes all objects of its kind",
                    "spec.scope",
                    "spec.group",
                    "spec.names.kind",
                    "spec.names.plural"),
            // Gateway API's definition: "Value is immutable"
            new Rule("gateway.networking.k8s.io/GatewayClass", WAY, "spec.controllerName"));

    private static final Set<String> CAN_BE_FROZEN = Set.of("/Secret", "/ConfigMap");

    private Immutable() {}

    /**
     * @param fields that cannot change, for people
     * @param way out of it
     */
    record Obstacle(List<String> fields, String way) {}

    /**
     * What of {@code change} the API server refuses; no fields where it takes all.
     *
     * @param side with the classes of claims
     */
    static Obstacle of(Change change, Side side) {
        Placed before = change.before();
        Placed after = change.after();
        var fields = new ArrayList<String>(0);
        if (before == null || after == null || change.isRenamed()) {
            return new Obstacle(fields, "");
        }
        Identity identity = change.identity();
        String kind = identity.group() + "/" + identity.kind();
        String way = WAY;
        for (Rule rule : RULES) {
            if (rule.kind.equals(kind)) {
                way = rule.way.replace("NAME", identity.name());
                for (FieldChange field : change.fields()) {
                    if (refuses(rule, field.path())) {
                        fields.add(field.where());
                    }
                }
            }
        }
        if (kind.equals("/Service")) {
            clusterIp(before, after, fields);
        }
        if (kind.equals("/PersistentVolumeClaim")) {
            way = resize(before, after, side, fields) ? CLASS_WAY : way;
        }
        if (CAN_BE_FROZEN.contains(kind)
                && Paths.text(before.body(), "immutable").equals("true")) {
            for (FieldChange field : change.fields()) {
                if (!Paths.startsWith(field.path(), "metadata")) {
                    fields.add(field.where());
                }
            }
            way = "give it another name, and whoever reads it as well";
        }
        return new Obstacle(fields, way);
    }

    private static boolean refuses(Rule rule, FieldPath path) {
        boolean allows = rule.fields.get(0).startsWith("!");
        if (allows && !Paths.startsWith(path, "spec")) {
            return false;
        }
        for (String field : rule.fields) {
            if (Paths.startsWith(path, (allows ? field.substring(1) : field).split("\\."))) {
                return !allows;
            }
        }
        return allows;
    }

    /** ValidateServiceUpdate: an address may come, for the server gave one before, but not become another. */
    private static void clusterIp(Placed before, Placed after, List<String> fields) {
        String old = Paths.text(before.body(), "spec", "clusterIP");
        String now = Paths.text(after.body(), "spec", "clusterIP");
        boolean named = Paths.text(before.body(), "spec", "type").equals("ExternalName")
                || Paths.text(after.body(), "spec", "type").equals("ExternalName");
        boolean headless = old.equals("None") != now.equals("None");
        if (!named && !old.equals(now) && (headless || !old.isEmpty() && !now.isEmpty())) {
            fields.add("spec.clusterIP: " + (old.isEmpty() ? "(given by the server)" : old) + " → "
                    + (now.isEmpty() ? "(nothing)" : now));
        }
    }

    /**
     * ValidatePersistentVolumeClaimUpdate, and the admission plugin PersistentVolumeClaimResize.
     *
     * @return whether it is its class that refuses
     */
    private static boolean resize(Placed before, Placed after, Side side, List<String> fields) {
        Quantity old = Quantity.parse(Paths.text(before.body(), "spec", "resources", "requests", "storage"));
        Quantity now = Quantity.parse(Paths.text(after.body(), "spec", "resources", "requests", "storage"));
        if (old == null || now == null || now.compareTo(old) == 0) {
            return false;
        }
        String field = "spec.resources.requests.storage: " + old + " → " + now;
        if (now.compareTo(old) < 0) {
            fields.add(field + " (a claim can only grow)");
            return false;
        }
        Placed storageClass = StorageClasses.of(after, side);
        if (storageClass == null
                || Paths.text(storageClass.body(), "allowVolumeExpansion").equals("true")) {
            return false;
        }
        fields.add(field + " (its class " + storageClass.identity().name() + " does not say allowVolumeExpansion)");
        return true;
    }
}
